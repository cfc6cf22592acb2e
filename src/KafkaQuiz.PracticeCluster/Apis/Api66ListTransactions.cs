using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ListTransactions (66), v0-2. What the asked broker coordinates (KIP-664), by state, producer id, duration (v1, KIP-994) and pattern of
/// the transactional id (v2, KIP-1152).
/// </summary>
internal static class Api66ListTransactions
{
    public static AccessChecks<ListTransactionsRequest, ListTransactionsResponse> Access { get; } = new AccessChecks<ListTransactionsRequest, ListTransactionsResponse>((_, _, code, _) => new() { ErrorCode = code })
        .Shown(AclOperation.Describe, AclResourceType.TransactionalId, r => r.TransactionStates, t => t.TransactionalId);

    public static ListTransactionsResponse Handle(RequestContext context, ListTransactionsRequest request)
    {
        var states = new HashSet<TransactionState>();
        var response = new ListTransactionsResponse();
        foreach (var name in request.StateFilters)
        {
            if (Enum.GetNames<TransactionState>().Contains(name))
                states.Add(Enum.Parse<TransactionState>(name));
            else
                response.UnknownStateFilters.Add(name);
        }
        Regex? pattern = null;
        try
        {
            // Kafka's patterns are RE2's: no backtracking. The whole id must match.
            if (!string.IsNullOrEmpty(request.TransactionalIdPattern))
                pattern = new Regex($"^(?:{request.TransactionalIdPattern})\\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return new() { ErrorCode = ErrorCode.InvalidRegularExpression };
        }
        var now = context.Cluster.Time.Milliseconds;
        response.TransactionStates = [.. context.Cluster.Transactions.Loaded.Where(o => o.Broker == context.Broker.Id).SelectMany(o => o.Transactions.Values)
            .Where(t => request.ProducerIdFilters.Count == 0 || request.ProducerIdFilters.Contains(t.Metadata.ProducerId))
            .Where(t => request.StateFilters.Count == 0 || states.Contains(t.Metadata.State))
            .Where(t => request.DurationFilter < 0 || now - t.Metadata.StartedAt > request.DurationFilter)
            .Where(t => pattern is null || pattern.IsMatch(t.Id))
            .Select(t => new ListTransactionsResponse.TransactionStateData { TransactionalId = t.Id, ProducerId = t.Metadata.ProducerId, TransactionState = t.Metadata.State.ToString() })];
        return response;
    }
}
