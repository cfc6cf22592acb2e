using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>Verifies the transaction of a produce request (ReplicaManager.handleProduceAppend). Only on the loop.</summary>
internal static class ProduceVerification
{
    /// <param name="Code">NONE, or why the batch must not be appended.</param>
    /// <param name="Message">When the code is a translation.</param>
    /// <param name="Guard">For the append; null when none was needed.</param>
    internal readonly record struct Outcome(ErrorCode Code, string? Message, VerificationGuard? Guard);

    /// <summary>Asks about those transactional batches whose partition this broker leads; others are judged when they are appended.</summary>
    public static async Task<Dictionary<Partition, Outcome>> RunAsync(RequestContext context, string transactionalId, ProducePlan plan)
    {
        var cluster = context.Cluster;
        var support = context.Version >= 12 ? TransactionSupport.Adds : context.Version >= 11 ? TransactionSupport.VerifiesAbortable : TransactionSupport.Verifies;
        if (support != TransactionSupport.Adds && !cluster.Configs.Flag("transaction.partition.verification.enable"))
            return [];
        var outcomes = await AskAsync(context, transactionalId, plan, support);
        if (support != TransactionSupport.Adds || !outcomes.Values.Any(o => o.Code == ErrorCode.ConcurrentTransactions))
            return outcomes;
        // The producer's last transaction is still being ended: soon done, and dearer to send again than to wait for.
        var limit = Math.Min(cluster.Configs.Number("add.partitions.to.txn.retry.backoff.max.ms"), cluster.Configs.Number("request.timeout.ms"));
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, [Coordinators.OfTransaction(cluster, transactionalId)!.Changed], TimeSpan.FromMilliseconds(limit), context.Gone);
        while (outcomes.Values.Any(o => o.Code == ErrorCode.ConcurrentTransactions) && !waiter.IsOver)
        {
            await waiter.NextAsync();
            outcomes = await AskAsync(context, transactionalId, plan, support);
        }
        return outcomes;
    }

    private static async Task<Dictionary<Partition, Outcome>> AskAsync(RequestContext context, string transactionalId, ProducePlan plan, TransactionSupport support)
    {
        var guards = new Dictionary<Partition, VerificationGuard>();
        var outcomes = new Dictionary<Partition, Outcome>();
        foreach (var part in plan.Parts.Where(p => p.TransactionalProducer is not null))
        {
            if (!context.Cluster.Topics.TryGet(part.Topic, part.TopicId, out var topic) || topic[part.Partition] is not { } partition || partition.Leader != context.Broker.Id)
                continue;
            RecordBatch.TryRead(part.Batch, out var batch);
            if (!partition.Producers.HasRoomFor(batch.ProducerId))
                outcomes[partition] = new(ErrorCode.PolicyViolation, RememberedBudget.Full, null);
            else if (partition.Producers.Verify(batch.ProducerId, batch.BaseSequence, batch.ProducerEpoch, support == TransactionSupport.Adds) is { } guard)
                guards[partition] = guard;
        }
        if (guards.Count == 0)
            return outcomes;
        var (producerId, epoch) = plan.TransactionalProducers.First();
        var codes = await TransactionVerification.AskAsync(context.Cluster, transactionalId, producerId, epoch, guards.Keys, support);
        foreach (var (partition, guard) in guards)
            outcomes.Add(partition, Translate(codes[partition], guard, support));
        return outcomes;
    }

    /// <summary>Errors that a producer does not expect from the leader of a partition become one that it repeats the request for.</summary>
    private static Outcome Translate(ErrorCode code, VerificationGuard guard, TransactionSupport support) => code switch
    {
        ErrorCode.InvalidTxnState => new(code, "Partition was not added to the transaction", guard),
        ErrorCode.NetworkException or ErrorCode.CoordinatorLoadInProgress or ErrorCode.CoordinatorNotAvailable or ErrorCode.NotCoordinator => Retriable(code, guard),
        ErrorCode.ConcurrentTransactions when support != TransactionSupport.Adds => Retriable(code, guard),
        _ => new(code, null, guard),
    };

    private static Outcome Retriable(ErrorCode code, VerificationGuard guard) =>
        new(ErrorCode.NotEnoughReplicas, $"Unable to verify the partition has been added to the transaction. Underlying error: {KafkaName(code)}", guard);

    /// <summary>NETWORK_EXCEPTION for NetworkException.</summary>
    private static string KafkaName(ErrorCode code) => string.Concat(code.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));
}
