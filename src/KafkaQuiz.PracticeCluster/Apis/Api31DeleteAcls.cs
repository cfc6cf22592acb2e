using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DeleteAcls (31), v1-3. Those that each filter fits, which the answer lists. SECURITY_DISABLED where no authorizer is configured. Waits for an
/// active controller. Nothing is left out.
/// </summary>
internal static class Api31DeleteAcls
{
    public static AccessChecks<DeleteAclsRequest, DeleteAclsResponse> Access { get; } = new AccessChecks<DeleteAclsRequest, DeleteAclsResponse>((request, _, code, message) => Fault(request, code, message))
        .Cluster(AclOperation.Alter);

    public static async Task<DeleteAclsResponse?> HandleAsync(RequestContext context, DeleteAclsRequest request)
    {
        var cluster = context.Cluster;
        if (!await cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return Fault(request, ErrorCode.RequestTimedOut, "The active controller was not found within the timeout.");
        if (request.Filters.Exists(f => f.ResourceTypeFilter == 0 || f.PatternTypeFilter == 0 || f.Operation == 0 || f.PermissionType == 0))
            throw new MalformedMessageException("A filter holds unknown elements.");
        if (context.Node.Authorizer is null)
            return Fault(request, ErrorCode.SecurityDisabled, "No Authorizer is configured.");
        // All filters look at what there was before the first.
        var found = request.Filters.ConvertAll(f => AclFilter.Of(f.ResourceTypeFilter, f.ResourceNameFilter, f.PatternTypeFilter, f.PrincipalFilter, f.HostFilter, f.Operation, f.PermissionType))
            .ConvertAll(f => (Fault: FaultOf(f), Acls: cluster.Acls.All.Where(f.Fits).ToList()));
        foreach (var acl in found.Where(f => f.Fault is null).SelectMany(f => f.Acls).Distinct())
        {
            cluster.Acls.Remove(acl);
            cluster.Quorum.Wrote();
        }
        return new()
        {
            FilterResults = [.. found.Select(f => f.Fault is not null ? new() { ErrorCode = ErrorCode.InvalidRequest, ErrorMessage = f.Fault }
                : new DeleteAclsResponse.DeleteAclsFilterResult { MatchingAcls = [.. f.Acls.Select(Show)] })],
        };
    }

    private static DeleteAclsResponse Fault(DeleteAclsRequest request, ErrorCode code, string? message) =>
        new() { FilterResults = [.. request.Filters.Select(_ => new DeleteAclsResponse.DeleteAclsFilterResult { ErrorCode = code, ErrorMessage = message })] };

    private static string? FaultOf(AclFilter filter) => filter.Type == AclResourceType.Unknown || filter.Pattern == AclPatternType.Unknown ? "Unknown patternFilter."
        : filter.Operation == AclOperation.Unknown || filter.Permission == AclPermission.Unknown ? "Unknown entryFilter." : null;

    private static DeleteAclsResponse.DeleteAclsMatchingAcl Show(Acl acl) => new()
    {
        ResourceType = (sbyte)acl.Type,
        ResourceName = acl.Name,
        PatternType = (sbyte)acl.Pattern,
        Principal = acl.Principal,
        Host = acl.Host,
        Operation = (sbyte)acl.Operation,
        PermissionType = (sbyte)acl.Permission,
    };
}
