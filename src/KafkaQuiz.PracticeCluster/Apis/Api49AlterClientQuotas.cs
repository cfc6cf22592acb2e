using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AlterClientQuotas (49), v0-1. Sets and removes quotas of users, client ids and addresses with Kafka's checks; validate-only.
/// Left out: enforcement of quotas.
/// </summary>
internal static class Api49AlterClientQuotas
{
    public static AccessChecks<AlterClientQuotasRequest, AlterClientQuotasResponse> Access { get; } = new AccessChecks<AlterClientQuotasRequest, AlterClientQuotasResponse>((request, _, code, _) => new()
    {
        Entries = [.. request.Entries.Select(e => Answer(e, code, code == ErrorCode.ClusterAuthorizationFailed ? "Cluster authorization failed." : null))],
    })
        .Cluster(AclOperation.AlterConfigs);

    public static async Task<AlterClientQuotasResponse?> HandleAsync(RequestContext context, AlterClientQuotasRequest request)
    {
        if (!await context.Cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return new() { Entries = [.. request.Entries.Select(e => Answer(e, ErrorCode.RequestTimedOut, "The active controller was not found within the timeout."))] };
        var response = new AlterClientQuotasResponse();
        foreach (var same in request.Entries.GroupBy(e => ClientQuotas.Show(EntityOf(e))))
        {
            var entry = same.First();
            var entity = EntityOf(entry);
            var fault = same.Count() > 1 || entry.Ops.DistinctBy(o => o.Key).Count() != entry.Ops.Count ? $"Ignoring duplicate entity {same.Key}"
                : ClientQuotas.Fault(entity, entry.Ops.Where(o => !o.Remove).Select(o => (o.Key, o.Value)));
            response.Entries.Add(Answer(entry, fault is null ? ErrorCode.None : ErrorCode.InvalidRequest, fault));
            foreach (var change in entry.Ops.Where(_ => fault is null && !request.ValidateOnly))
            {
                context.Cluster.Quotas.Set(entity, change.Key, change.Remove ? null : change.Value);
                context.Cluster.Quorum.Wrote();
            }
        }
        return response;
    }

    private static Dictionary<string, string?> EntityOf(AlterClientQuotasRequest.EntryData entry) =>
        entry.Entity.GroupBy(e => e.EntityType).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().EntityName);

    private static AlterClientQuotasResponse.EntryData Answer(AlterClientQuotasRequest.EntryData entry, ErrorCode code, string? message) => new()
    {
        ErrorCode = code,
        ErrorMessage = message,
        Entity = [.. EntityOf(entry).Select(e => new AlterClientQuotasResponse.EntityData { EntityType = e.Key, EntityName = e.Value })],
    };
}
