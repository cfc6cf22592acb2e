namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>How an ACL's resource name is read (PatternType.java); numbered as on the wire.</summary>
internal enum AclPatternType : sbyte
{
    /// <summary>A code that is not known.</summary>
    Unknown = 0,

    /// <summary>In filters: whichever, with this name.</summary>
    Any = 1,

    /// <summary>In filters: whichever applies to a resource of this name.</summary>
    Match = 2,

    /// <summary>The name, or every one when it is <see cref="Acl.Wildcard"/>.</summary>
    Literal = 3,

    /// <summary>Names that begin so.</summary>
    Prefixed = 4,
}
