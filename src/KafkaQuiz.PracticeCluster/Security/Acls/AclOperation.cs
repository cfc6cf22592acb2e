namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>What an ACL is about (AclOperation.java); each is numbered as on the wire.</summary>
internal enum AclOperation : sbyte
{
    /// <summary>A code that is not known.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever.</summary>
    Any = 1,
    All = 2,
    Read = 3,
    Write = 4,
    Create = 5,
    Delete = 6,
    Alter = 7,
    Describe = 8,
    ClusterAction = 9,
    DescribeConfigs = 10,
    AlterConfigs = 11,
    IdempotentWrite = 12,
    CreateTokens = 13,
    DescribeTokens = 14,
    TwoPhaseCommit = 15,
}
