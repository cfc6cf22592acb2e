using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Producers from partition leaders, transactions from their coordinators (KIP-664).</summary>
internal sealed class TransactionReader
{
    private readonly CoordinatorFinder _finder = new(CoordinatorFinder.Transactions);

    public static async Task<Dictionary<string, Reading<ProducersSeen>>> ProducersAsync(Collection look)
    {
        var readings = new Dictionary<string, Reading<ProducersSeen>>(StringComparer.Ordinal);
        var names = look.Needs.Producers;
        if (names.Count == 0) return readings;
        var faults = new Dictionary<string, NotGradable>(StringComparer.Ordinal);
        var answers = await Task.WhenAll(look.ByLeader(names, faults).Select(async leader => (Leader: look.Brokers[leader.Key], Reading: await look.ReadAsync(ApiKey.DescribeProducers, look.Brokers[leader.Key], async () =>
            await look.To(leader.Key, "").AskAsync(new DescribeProducersRequest
            {
                Topics = [.. leader.Value.GroupBy(p => p.Topic).Select(topic => new DescribeProducersRequest.TopicRequest { Name = topic.Key, PartitionIndexes = [.. topic.Select(p => p.Partition)] })],
            }, look.Cancel)), Topics: leader.Value.Select(p => p.Topic).ToHashSet())));
        foreach (var name in names)
        {
            if (look.Topics.GetValueOrDefault(name) is not { } topic) continue;
            if (topic.Value is null)
            {
                readings[name] = new Reading<ProducersSeen>(topic.Source, null, topic.Fault);
                continue;
            }
            var source = look.Source(ApiKey.DescribeProducers);
            var producers = new List<ProducerSeen>();
            foreach (var (_, reading, topics) in answers.Where(answer => answer.Topics.Contains(name)))
            {
                source = reading.Source;
                if (reading.Fault is { } fault) faults[name] = fault;
                foreach (var partition in (reading.Value?.Topics ?? []).Where(t => t.Name == name).SelectMany(t => t.Partitions))
                {
                    if (partition.ErrorCode != ErrorCode.None) faults[name] = look.Fault(partition.ErrorCode, name);
                    producers.AddRange(partition.ActiveProducers.Take(EvidenceLimits.Entries).Select(p => new ProducerSeen(
                        partition.PartitionIndex, p.ProducerId, p.ProducerEpoch, p.LastSequence, p.LastTimestamp, p.CurrentTxnStartOffset >= 0 ? p.CurrentTxnStartOffset : null)));
                }
            }
            readings[name] = faults.TryGetValue(name, out var failed)
                ? new Reading<ProducersSeen>(source, null, failed)
                : new Reading<ProducersSeen>(source, new ProducersSeen([.. producers.Take(EvidenceLimits.Entries).OrderBy(p => p.Partition).ThenBy(p => p.ProducerId)]));
        }
        return readings;
    }

    public async Task<Reading<TransactionsSeen>?> TransactionsAsync(Collection look, bool exist)
    {
        if (!look.Needs.AllTransactions && look.Needs.Transactions.Count == 0) return null;
        var seen = new Dictionary<string, TransactionSeen>(StringComparer.Ordinal);
        var source = look.Source(ApiKey.ListTransactions);
        try
        {
            if (look.Needs.AllTransactions)
            {
                foreach (var answer in await Task.WhenAll(look.Brokers.Values.Select(broker => look.Links.To(broker).AskAsync(new ListTransactionsRequest(), look.Cancel))))
                {
                    look.Require(answer.ErrorCode, "transactions");
                    foreach (var one in answer.TransactionStates.Take(EvidenceLimits.Entries)) seen[one.TransactionalId] = new TransactionSeen(one.TransactionalId, one.ProducerId, one.TransactionState);
                }
            }
            // Looking for a coordinator would create the topic that transactions are kept in.
            if (exist && look.Needs.Transactions.Count > 0) source = await DescribeAsync(look, seen) ?? source;
        }
        catch (NotGradableException fault)
        {
            return new Reading<TransactionsSeen>(source, null, fault.Fault);
        }
        return new Reading<TransactionsSeen>(source, new TransactionsSeen([.. seen.Values.OrderBy(one => one.Id, StringComparer.Ordinal)]));
    }

    private async Task<Source?> DescribeAsync(Collection look, Dictionary<string, TransactionSeen> seen)
    {
        var ids = look.Needs.Transactions.Take(EvidenceLimits.Names).ToList();
        var found = await _finder.FindAsync(look, ids, []);
        Source? source = null;
        foreach (var id in ids)
        {
            if (found.Fault(id) is { } fault) throw new NotGradableException(fault);
            var answer = await look.To(found.Broker(id), id).AskAsync(new DescribeTransactionsRequest { TransactionalIds = [id] }, look.Cancel);
            source = look.Source(ApiKey.DescribeTransactions, found.Address(id));
            if (answer.TransactionStates.FirstOrDefault(state => state.TransactionalId == id) is not { } state || state.ErrorCode == ErrorCode.TransactionalIdNotFound) continue;
            if (state.ErrorCode != ErrorCode.None) _finder.Forget(id);
            look.Require(state.ErrorCode, id);
            seen[id] = new TransactionSeen(id, state.ProducerId, state.TransactionState)
            {
                StartedAt = state.TransactionStartTimeMs >= 0 ? state.TransactionStartTimeMs : null,
                TimeoutMs = state.TransactionTimeoutMs,
                Partitions = [.. state.Topics.SelectMany(topic => topic.Partitions.Select(p => new OwnedPartition(topic.Topic, p))).Take(EvidenceLimits.Entries)],
            };
        }
        return source;
    }
}
