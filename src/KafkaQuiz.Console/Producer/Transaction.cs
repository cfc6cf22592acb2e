using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Producer;

/// <summary>
/// A producer's transactions. Where transaction.version is 2 (KIP-890) a Produce request adds its partition by itself and the end of a
/// transaction brings the next epoch; before that the coordinator is told of each partition first.
/// </summary>
internal sealed class Transaction(ClusterClient client, ProducerConfig config, ProducerIdentity identity)
{
    private readonly HashSet<TopicPartition> _partitions = [];

    /// <summary>Produce version 12 adds partitions by itself.</summary>
    public bool IsVersion2 { get; private set; }

    /// <summary>Fences the producer before and ends its transaction (initTransactions).</summary>
    public async Task InitAsync(CancellationToken cancel)
    {
        await identity.GetAsync(cancel);
        var versions = await client.VersionsAsync(null, "metadata", cancel);
        IsVersion2 = versions.FinalizedFeatures?.FirstOrDefault(f => f.Name == "transaction.version")?.MaxVersionLevel >= 2;
    }

    /// <summary>Takes a partition into the transaction that is open.</summary>
    /// <exception cref="JavaException">The coordinator refuses.</exception>
    public async Task AddAsync(TopicPartition partition, CancellationToken cancel)
    {
        if (!_partitions.Add(partition) || IsVersion2)
            return;
        var (id, epoch) = await identity.GetAsync(cancel);
        var request = new AddPartitionsToTxnRequest
        {
            V3AndBelowTransactionalId = config.TransactionalId!,
            V3AndBelowProducerId = id,
            V3AndBelowProducerEpoch = epoch,
            V3AndBelowTopics = [new() { Name = partition.Topic, Partitions = [partition.Partition] }],
        };
        await RetryAsync(async coordinator => (await client.AskAsync(coordinator, request, "addPartitionsToTxn", cancel, 3)).ResultsByTopicV3AndBelow[0].ResultsByPartition[0].PartitionErrorCode, cancel);
    }

    /// <summary>Commits or aborts. A transaction that touched nothing is not known to the coordinator.</summary>
    public async Task EndAsync(bool commit, CancellationToken cancel)
    {
        if (_partitions.Count == 0)
            return;
        _partitions.Clear();
        var (id, epoch) = await identity.GetAsync(cancel);
        var request = new EndTxnRequest { TransactionalId = config.TransactionalId!, ProducerId = id, ProducerEpoch = epoch, Committed = commit };
        await RetryAsync(async coordinator =>
        {
            var version = IsVersion2 ? (short)5 : Math.Min((short)4, await client.VersionAsync(coordinator, ApiKey.EndTxn, "endTxn", cancel) ?? 4);
            var answer = await client.AskAsync(coordinator, request, "endTxn", cancel, version);
            if (answer.ErrorCode == ErrorCode.None && answer.ProducerId >= 0)
                identity.Set(answer.ProducerId, answer.ProducerEpoch);
            return answer.ErrorCode;
        }, cancel);
    }

    private async Task RetryAsync(Func<int, Task<ErrorCode>> ask, CancellationToken cancel)
    {
        var deadline = client.Deadline();
        while (true)
        {
            var code = await ask((await client.CoordinatorAsync(config.TransactionalId!, 1, cancel)).Id);
            if (code == ErrorCode.None)
                return;
            // CONCURRENT_TRANSACTIONS while the one before is still being completed.
            if (!KafkaErrors.IsRetriable(code) || client.IsOver(deadline))
                throw KafkaErrors.Exception(code);
            await ClusterClient.PauseAsync(cancel);
        }
    }
}
