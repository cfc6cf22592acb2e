using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeAcls (29), v1-3. The ACLs that a filter fits, by resource. SECURITY_DISABLED where no authorizer is configured. A filter with code 0, unknown,
/// closes the connection, as Kafka does not read it. Nothing is left out.
/// </summary>
internal static class Api29DescribeAcls
{
    public static AccessChecks<DescribeAclsRequest, DescribeAclsResponse> Access { get; } = new AccessChecks<DescribeAclsRequest, DescribeAclsResponse>((_, _, code, message) => new() { ErrorCode = code, ErrorMessage = message })
        .Cluster(AclOperation.Describe);

    public static DescribeAclsResponse Handle(RequestContext context, DescribeAclsRequest request)
    {
        if (request.ResourceTypeFilter == 0 || request.PatternTypeFilter == 0 || request.Operation == 0 || request.PermissionType == 0)
            throw new MalformedMessageException("The filter holds unknown elements.");
        if (context.Node.Authorizer is null)
            return new() { ErrorCode = ErrorCode.SecurityDisabled, ErrorMessage = "No Authorizer is configured on the broker" };
        var filter = AclFilter.Of(request.ResourceTypeFilter, request.ResourceNameFilter, request.PatternTypeFilter, request.PrincipalFilter, request.HostFilter, request.Operation, request.PermissionType);
        return new()
        {
            ErrorMessage = "",
            Resources = [.. context.Cluster.Acls.All.Where(filter.Fits).GroupBy(a => (a.Type, a.Name, a.Pattern)).Select(r => new DescribeAclsResponse.DescribeAclsResource
            {
                ResourceType = (sbyte)r.Key.Type,
                ResourceName = r.Key.Name,
                PatternType = (sbyte)r.Key.Pattern,
                Acls = [.. r.Select(a => new DescribeAclsResponse.AclDescription { Principal = a.Principal, Host = a.Host, Operation = (sbyte)a.Operation, PermissionType = (sbyte)a.Permission })],
            })],
        };
    }
}
