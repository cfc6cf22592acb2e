namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>What ACLs protect (ResourceType.java); numbered as on the wire.</summary>
internal enum AclResourceType : sbyte
{
    /// <summary>A code that is not known.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever.</summary>
    Any = 1,
    Topic = 2,
    Group = 3,

    /// <summary>There is one, <see cref="Acl.Cluster"/>.</summary>
    Cluster = 4,
    TransactionalId = 5,
    DelegationToken = 6,
    User = 7,
}
