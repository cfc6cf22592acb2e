using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Security.Acls;

/// <summary>
/// A node's `authorizer.class.name`, StandardAuthorizer: who may do what (StandardAuthorizerData.java). Super users may do everything; a matching
/// Deny wins; without an Allow a resource is closed, or open while it has no ACL at all and `allow.everyone.if.no.acl.found` says so.
/// Only on the loop.
/// </summary>
internal sealed class Authorizer
{
    public const string ClassName = "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

    private readonly HashSet<string> _superUsers;
    private readonly bool _allowsEveryone;

    private Authorizer(IEnumerable<string> superUsers, bool allowsEveryone) => (_superUsers, _allowsEveryone) = ([.. superUsers], allowsEveryone);

    /// <summary>Null when the node has none: everybody may do everything.</summary>
    /// <exception cref="ArgumentException">A class that is not here, or a super user that is no principal.</exception>
    public static Authorizer? Of(NodeConfig config)
    {
        if (config["authorizer.class.name"] is not { Length: > 0 } name)
            return null;
        if (name != ClassName)
            throw new ArgumentException($"Invalid value {name} for configuration authorizer.class.name: Class {name} could not be found.");
        var users = (config["super.users"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var user in users)
        {
            if (!Session.IsPrincipal(user))
                throw new ArgumentException($"expected a string in format principalType:principalName but got {user}");
        }
        return new(users, ConfigText.Canonical(ConfigType.Boolean, config["allow.everyone.if.no.acl.found"] ?? "false") == "true");
    }

    /// <summary>Operations that a client is told it may do, by type of resource (AclEntry.supportedOperations).</summary>
    public static IReadOnlyList<AclOperation> Supported(AclResourceType type) => type switch
    {
        AclResourceType.Topic =>
            [AclOperation.Read, AclOperation.Write, AclOperation.Create, AclOperation.Delete, AclOperation.Alter, AclOperation.Describe, AclOperation.DescribeConfigs, AclOperation.AlterConfigs],
        AclResourceType.Group => [AclOperation.Read, AclOperation.Delete, AclOperation.Describe, AclOperation.DescribeConfigs, AclOperation.AlterConfigs],
        _ => [AclOperation.Create, AclOperation.Alter, AclOperation.Describe, AclOperation.ClusterAction, AclOperation.DescribeConfigs, AclOperation.AlterConfigs, AclOperation.IdempotentWrite],
    };

    public bool Allows(AclCatalog acls, Session session, AclOperation operation, AclResourceType type, string name)
    {
        if (_superUsers.Contains(session.Principal))
            return true;
        var (hasAcls, isAllowed) = (false, false);
        foreach (var acl in acls.Of(type, name))
        {
            hasAcls = true;
            if (!acl.AppliesTo(session.Principal, session.Host, operation))
                continue;
            if (acl.Permission == AclPermission.Deny)
                return false;
            isAllowed = true;
        }
        return isAllowed || (!hasAcls && _allowsEveryone);
    }

    /// <summary>Whether the client may do it to some resource of a type, be it there or not (Authorizer.authorizeByResourceType).</summary>
    public bool AllowsSome(AclCatalog acls, Session session, AclOperation operation, AclResourceType type)
    {
        // Kafka asks for a resource of this name, so that super users pass.
        if (Allows(acls, session, operation, type, "hardcode"))
            return true;
        var own = acls.All.Where(a => a.Type == type && (a.Operation == operation || a.Operation == AclOperation.All) && a.AppliesTo(session.Principal, session.Host, operation)).ToList();
        var denied = own.Where(a => a.Permission == AclPermission.Deny).ToLookup(a => a.Pattern, a => a.Name);
        if (denied[AclPatternType.Literal].Contains(Acl.Wildcard))
            return false;
        var (names, prefixes) = (denied[AclPatternType.Literal].ToHashSet(), denied[AclPatternType.Prefixed].ToList());
        return own.Any(a => a.Permission == AclPermission.Allow && ((a.Pattern == AclPatternType.Literal && a.Name == Acl.Wildcard)
            || (!(a.Pattern == AclPatternType.Literal && names.Contains(a.Name)) && !prefixes.Exists(p => a.Name.StartsWith(p, StringComparison.Ordinal)))));
    }
}
