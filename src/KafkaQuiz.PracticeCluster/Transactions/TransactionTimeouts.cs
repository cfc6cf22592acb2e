namespace KafkaQuiz.Practice.Transactions;

/// <summary>
/// Aborts transactions that are open for longer than their timeout and removes transactional ids that nobody uses, at the intervals at
/// which coordinators look (10 s, 1 h), counted from the cluster's start. Its timer runs only while there is something to wait for. Only
/// on the loop.
/// </summary>
internal sealed class TransactionTimeouts(ClusterState cluster)
{
    private readonly long _start = cluster.Time.Milliseconds;
    private IDisposable? _timer;
    private long _due = long.MaxValue;

    /// <summary>A transaction has changed or was loaded.</summary>
    public void Watch(TransactionMetadata metadata)
    {
        if (NextLook(metadata) is var due && due >= _due)
            return;
        _timer?.Dispose();
        _due = due;
        _timer = cluster.Timers.After(TimeSpan.FromMilliseconds(due - cluster.Time.Milliseconds), Look);
    }

    private void Look()
    {
        (_timer, _due) = (null, long.MaxValue);
        foreach (var owner in cluster.Transactions.Loaded.ToList())
        {
            foreach (var transaction in owner.Transactions.Values.ToList())
            {
                if (cluster.Transactions.IsAtWork(owner) && transaction.Pending is null && OverdueAt(transaction.Metadata) <= cluster.Time.Milliseconds)
                    End(owner, transaction);
            }
            // Those that could not be ended now are looked at again.
            foreach (var transaction in owner.Transactions.Values)
                Watch(transaction.Metadata);
        }
    }

    private async void End(CoordinatedPartition owner, Transaction transaction)
    {
        if (transaction.Metadata.State != TransactionState.Ongoing)
        {
            await cluster.Transactions.ExpireAsync(owner, transaction);
            return;
        }
        var fence = transaction.Prepare(transaction.Metadata.Fence(transaction.HasFailedEpochFence));
        await EndTransaction.RunAsync(cluster, owner, transaction.Id, fence.ProducerId, fence.ProducerEpoch, commit: false, cluster.Transactions.Version, isFromClient: false);
    }

    /// <summary>Milliseconds from which it is overdue; never for one whose decision is made.</summary>
    private long OverdueAt(TransactionMetadata metadata) =>
        metadata.State == TransactionState.Ongoing ? metadata.StartedAt + metadata.TimeoutMs + 1
        : metadata.State.IsSettled() ? metadata.UpdatedAt + cluster.Configs.Number("transactional.id.expiration.ms") : long.MaxValue;

    /// <summary>The first time after now at which its being overdue is noticed.</summary>
    private long NextLook(TransactionMetadata metadata)
    {
        var at = Math.Max(OverdueAt(metadata), cluster.Time.Milliseconds + 1);
        if (at == long.MaxValue)
            return at;
        var interval = cluster.Configs.Number(metadata.State == TransactionState.Ongoing
            ? "transaction.abort.timed.out.transaction.cleanup.interval.ms" : "transaction.remove.expired.transaction.cleanup.interval.ms");
        return _start + ((at - _start + interval - 1) / interval * interval);
    }
}
