using KafkaQuiz.Practice.Security;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// CreateAcls (30), v1-3. Each with Kafka's checks (AclApis.scala, AclControlManager.java); one that is there already is no fault.
/// SECURITY_DISABLED where no authorizer is configured. Waits for an active controller. Nothing is left out.
/// </summary>
internal static class Api30CreateAcls
{
    public static AccessChecks<CreateAclsRequest, CreateAclsResponse> Access { get; } = new AccessChecks<CreateAclsRequest, CreateAclsResponse>((request, _, code, message) => Fault(request, code, message))
        .Cluster(AclOperation.Alter);

    public static async Task<CreateAclsResponse?> HandleAsync(RequestContext context, CreateAclsRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return Fault(request, ErrorCode.RequestTimedOut, "The active controller was not found within the timeout.");
        if (request.Creations.Exists(c => c.ResourceType == 0 || c.ResourcePatternType == 0 || c.Operation == 0 || c.PermissionType == 0))
            throw new MalformedMessageException("An ACL holds unknown elements.");
        if (context.Node.Authorizer is null)
            return Fault(request, ErrorCode.SecurityDisabled, "No Authorizer is configured.");
        // What only a filter may say, Kafka stumbles over.
        if (request.Creations.Exists(c => c.ResourceType == (sbyte)AclResourceType.Any || c.ResourcePatternType is (sbyte)AclPatternType.Any or (sbyte)AclPatternType.Match
            || c.Operation == (sbyte)AclOperation.Any || c.PermissionType == (sbyte)AclPermission.Any))
            return Fault(request, ErrorCode.UnknownServerError, null);
        return new() { Results = [.. request.Creations.Select(c => Create(cluster, c))] };
    }

    private static CreateAclsResponse Fault(CreateAclsRequest request, ErrorCode code, string? message) =>
        new() { Results = [.. request.Creations.Select(_ => new CreateAclsResponse.AclCreationResult { ErrorCode = code, ErrorMessage = message })] };

    private static CreateAclsResponse.AclCreationResult Create(ClusterState cluster, CreateAclsRequest.AclCreation wanted)
    {
        var acl = new Acl(AclFilter.Known<AclResourceType>(wanted.ResourceType), wanted.ResourceName, AclFilter.Known<AclPatternType>(wanted.ResourcePatternType),
            wanted.Principal, wanted.Host, AclFilter.Known<AclOperation>(wanted.Operation), AclFilter.Known<AclPermission>(wanted.PermissionType));
        if (Check(acl) is { } fault)
            return new() { ErrorCode = ErrorCode.InvalidRequest, ErrorMessage = fault };
        if (!cluster.Acls.TryAdd(acl))
            return new() { ErrorCode = ErrorCode.PolicyViolation, ErrorMessage = $"The practice cluster has at most {AclCatalog.Most} ACLs." };
        cluster.Quorum.Wrote();
        return new() { ErrorMessage = "" };
    }

    private static string? Check(Acl acl) =>
        acl.Type == AclResourceType.Cluster && acl.Name != Acl.Cluster ? $"The only valid name for the CLUSTER resource is {Acl.Cluster}"
        : acl.Name.Length == 0 ? "Invalid empty resource name"
        : acl.Type == AclResourceType.Unknown ? "Invalid resourceType UNKNOWN"
        : acl.Pattern == AclPatternType.Unknown ? "Invalid patternType UNKNOWN"
        : acl.Operation == AclOperation.Unknown ? "Invalid operation UNKNOWN"
        : acl.Permission == AclPermission.Unknown ? "Invalid permissionType UNKNOWN"
        : !Session.IsPrincipal(acl.Principal) ? $"Could not parse principal from `{acl.Principal}` (no colon is present separating the principal type from the principal name)"
        : null;
}
