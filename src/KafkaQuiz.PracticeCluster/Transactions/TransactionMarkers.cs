using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Network;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>
/// After the decision: a coordinator has the leader of each partition of the transaction write a marker, asks again until all have, then
/// writes that the transaction is complete (TransactionMarkerChannelManager.scala). Only on the loop.
/// </summary>
internal sealed class TransactionMarkers(ClusterState cluster)
{
    /// <summary>Starts it for a transaction in PrepareCommit or PrepareAbort; where all leaders answer it is done on return.</summary>
    /// <returns>What the transaction will be.</returns>
    public TransactionMetadata Send(CoordinatedPartition owner, Transaction transaction)
    {
        var complete = transaction.Prepare(transaction.Metadata.Complete(cluster.Time.Milliseconds));
        SendAndForget(owner, transaction, complete);
        return complete;
    }

    /// <summary>What it throws ends up as the loop's fault.</summary>
    private async void SendAndForget(CoordinatedPartition owner, Transaction transaction, TransactionMetadata complete)
    {
        var decided = transaction.Metadata;
        var written = await Task.WhenAll(decided.Partitions.Select(p => WriteAsync(owner, transaction, decided, p)));
        if (written.Contains(false))
            return;
        transaction.HasFailedEpochFence = false;
        while (await UntilAtWorkAsync(owner) && await cluster.Transactions.AppendAsync(owner, transaction, complete, keepsTrying: true) == ErrorCode.CoordinatorNotAvailable)
            await ChangeAsync(owner.Partition);
    }

    /// <returns>False when it is no longer this coordinator's to do, or the marker was refused for good.</returns>
    private async Task<bool> WriteAsync(CoordinatedPartition owner, Transaction transaction, TransactionMetadata decided, (string Topic, int Partition) at)
    {
        while (await UntilAtWorkAsync(owner))
        {
            // A partition that is no more has nothing to be decided.
            var partition = cluster.Topics.Find(at.Topic, at.Partition);
            var epoch = partition?.LeaderEpoch;
            var code = partition is null ? ErrorCode.None : await WriteAtLeaderAsync(owner, decided, partition);
            if (code == ErrorCode.None)
            {
                transaction.Metadata = transaction.Metadata with { Partitions = transaction.Metadata.Partitions.Remove(at) };
                return true;
            }
            // Another transaction of this producer, or another coordinator, has been there: this one leaves it as it is.
            if (code is ErrorCode.InvalidProducerEpoch or ErrorCode.TransactionCoordinatorFenced)
                return false;
            if (cluster.Topics.Find(at.Topic, at.Partition) == partition && partition!.LeaderEpoch == epoch)
                await ChangeAsync(partition, owner.Partition);
        }
        return false;
    }

    private async Task<ErrorCode> WriteAtLeaderAsync(CoordinatedPartition owner, TransactionMetadata decided, Partition partition)
    {
        var leader = partition.Leader;
        if (leader == Partition.NoLeader || !cluster.Brokers[leader].IsActive || !await BrokerCall.ReachAsync(cluster, cluster.Brokers[leader]))
            return ErrorCode.NotLeaderOrFollower;
        var marker = new Marker(decided.ProducerId, decided.ProducerEpoch, decided.State == TransactionState.PrepareCommit, owner.Epoch, decided.ClientVersion);
        return await marker.AppendAsync(cluster, leader, partition);
    }

    /// <returns>False when its broker is no longer the coordinator.</returns>
    private async Task<bool> UntilAtWorkAsync(CoordinatedPartition owner)
    {
        while (cluster.Transactions.IsCurrent(owner) && !cluster.Transactions.IsAtWork(owner))
            await ChangeAsync(owner.Partition);
        return cluster.Transactions.IsCurrent(owner);
    }

    private async Task ChangeAsync(params Partition[] partitions)
    {
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, [.. partitions.Select(p => p.Changed)], TimeSpan.FromDays(1), CancellationToken.None);
        await waiter.NextAsync();
    }
}
