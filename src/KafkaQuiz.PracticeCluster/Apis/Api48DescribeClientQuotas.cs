using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// DescribeClientQuotas (48), v0-1. Entities by exact name, by default or by any name of a type; strict leaves out those with further types
/// (ClientQuotasImage.java).
/// </summary>
internal static class Api48DescribeClientQuotas
{
    public static AccessChecks<DescribeClientQuotasRequest, DescribeClientQuotasResponse> Access { get; } = new AccessChecks<DescribeClientQuotasRequest, DescribeClientQuotasResponse>((_, _, code, _) => new() { ErrorCode = code, Entries = null })
        .Cluster(AclOperation.DescribeConfigs);

    private const sbyte Exact = 0;
    private const sbyte Default = 1;
    private const sbyte Any = 2;

    public static DescribeClientQuotasResponse Handle(RequestContext context, DescribeClientQuotasRequest request)
    {
        if (Fault(request) is var (code, message) && code != ErrorCode.None)
            return new() { ErrorCode = code, ErrorMessage = message, Entries = null };
        return new()
        {
            ErrorMessage = "",
            Entries = [.. context.Cluster.Quotas.All.Where(q => Matches(q.Entity, request)).Select(q => new DescribeClientQuotasResponse.EntryData
            {
                Entity = [.. q.Entity.Select(e => new DescribeClientQuotasResponse.EntityData { EntityType = e.Key, EntityName = e.Value })],
                Values = [.. q.Values.Select(v => new DescribeClientQuotasResponse.ValueData { Key = v.Key, Value = v.Value })],
            })],
        };
    }

    private static (ErrorCode Code, string? Message) Fault(DescribeClientQuotasRequest request)
    {
        var seen = new HashSet<string>();
        foreach (var component in request.Components)
        {
            var fault = component.EntityType.Length == 0 ? "Invalid empty entity type."
                : !seen.Add(component.EntityType) ? $"Entity type {component.EntityType} cannot appear more than once in the filter."
                : null;
            if (fault is not null)
                return (ErrorCode.InvalidRequest, fault);
            if (component.EntityType is not (ClientQuotas.User or ClientQuotas.ClientId or ClientQuotas.Ip))
                return (ErrorCode.UnsupportedVersion, $"Unsupported entity type {component.EntityType}");
            fault = component.MatchType switch
            {
                Exact => component.Match is null ? "Request specified MATCH_TYPE_EXACT, but set match string to null." : null,
                Default => component.Match is not null ? "Request specified MATCH_TYPE_DEFAULT, but also specified a match string." : null,
                Any => component.Match is not null ? "Request specified MATCH_TYPE_SPECIFIED, but also specified a match string." : null,
                var type => $"Unknown match type {type}",
            };
            if (fault is not null)
                return (ErrorCode.InvalidRequest, fault);
        }
        return seen.Contains(ClientQuotas.Ip) && seen.Count > 1
            ? (ErrorCode.InvalidRequest, "Invalid entity filter component combination. IP filter component should not be used with user or clientId filter component.")
            : (ErrorCode.None, null);
    }

    private static bool Matches(Dictionary<string, string?> entity, DescribeClientQuotasRequest request) =>
        (!request.Strict || entity.Count == request.Components.Count)
        && request.Components.TrueForAll(c => entity.TryGetValue(c.EntityType, out var name) && (c.MatchType == Any || name == c.Match));
}
