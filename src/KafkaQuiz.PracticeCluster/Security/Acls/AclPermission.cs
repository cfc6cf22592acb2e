namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>AclPermissionType.java; numbered as on the wire.</summary>
internal enum AclPermission : sbyte
{
    /// <summary>A code that is not known.</summary>
    Unknown = 0,

    /// <summary>In filters: either.</summary>
    Any = 1,
    Deny = 2,
    Allow = 3,
}
