namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>Which ACLs are described or deleted (AclBindingFilter.java, ResourcePatternFilter.java); null fits any.</summary>
internal sealed record AclFilter(AclResourceType Type, string? Name, AclPatternType Pattern, string? Principal, string? Host, AclOperation Operation, AclPermission Permission)
{
    /// <summary>Its codes; those that Kafka does not know are <see cref="AclOperation.Unknown"/> and its like, which fit none.</summary>
    public static AclFilter Of(sbyte type, string? name, sbyte pattern, string? principal, string? host, sbyte operation, sbyte permission) =>
        new(Known<AclResourceType>(type), name, Known<AclPatternType>(pattern), principal, host, Known<AclOperation>(operation), Known<AclPermission>(permission));

    /// <summary>The code as Kafka knows it.</summary>
    public static T Known<T>(sbyte code)
        where T : struct, Enum =>
        Enum.IsDefined((T)(object)code) ? (T)(object)code : default;

    public bool Fits(Acl acl) => (Type == AclResourceType.Any || Type == acl.Type) && FitsName(acl)
        && (Principal is null || Principal == acl.Principal) && (Host is null || Host == acl.Host)
        && (Operation == AclOperation.Any || Operation == acl.Operation) && (Permission == AclPermission.Any || Permission == acl.Permission);

    private bool FitsName(Acl acl) => Pattern switch
    {
        AclPatternType.Any => Name is null || Name == acl.Name,
        AclPatternType.Match => Name is null || (acl.Pattern == AclPatternType.Prefixed ? Name.StartsWith(acl.Name, StringComparison.Ordinal) : acl.Name == Name || acl.Name == Acl.Wildcard),
        _ => Pattern == acl.Pattern && (Name is null || Name == acl.Name),
    };
}
