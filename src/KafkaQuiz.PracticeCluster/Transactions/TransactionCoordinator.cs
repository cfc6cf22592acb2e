using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Replication;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>
/// The transaction coordinators of all brokers: who leads a partition of __transaction_state coordinates its transactional ids
/// (TransactionStateManager.java). What it knows is what that partition's log says; a new leader loads it and ends what was decided.
/// What requests do is in <see cref="InitProducerId"/>, <see cref="AddPartitions"/> and <see cref="EndTransaction"/>. Only on the loop.
/// </summary>
internal sealed class TransactionCoordinator
{
    private readonly ClusterState _cluster;
    private readonly Dictionary<int, CoordinatedPartition> _partitions = [];
    private bool _isRetired;

    public TransactionCoordinator(ClusterState cluster)
    {
        _cluster = cluster;
        Markers = new TransactionMarkers(cluster);
        Timeouts = new TransactionTimeouts(cluster);
    }

    public TransactionMarkers Markers { get; }

    public TransactionTimeouts Timeouts { get; }

    /// <summary>What the coordinator goes by when it ends a transaction itself: the finalized transaction.version. Clients' requests say theirs.</summary>
    public sbyte Version => (sbyte)_cluster.Features[Features.TransactionVersion];

    /// <summary>What brokers have loaded and still lead.</summary>
    public IEnumerable<CoordinatedPartition> Loaded => _partitions.Values.Where(IsCurrent);

    /// <summary>What a broker coordinates a transactional id by.</summary>
    /// <param name="broker">Which was asked.</param>
    /// <param name="id">The transactional id.</param>
    /// <param name="owner">Its partition.</param>
    /// <returns>False for NOT_COORDINATOR.</returns>
    public bool TryFind(int broker, string id, [NotNullWhen(true)] out CoordinatedPartition? owner)
    {
        owner = null;
        if (_isRetired || !_cluster.Topics.TryGet(Coordinators.TransactionsTopic, out var topic) || Coordinators.PartitionOf(topic, id) is not { } partition || partition.Leader != broker)
            return false;
        owner = Load(partition);
        return true;
    }

    /// <summary>Whether the owner is what its broker goes by.</summary>
    public bool IsCurrent(CoordinatedPartition owner) => owner.Leads && _partitions.GetValueOrDefault(owner.Partition.Index) == owner;

    /// <summary>Whether the owner is what its broker goes by, and the broker runs.</summary>
    public bool IsAtWork(CoordinatedPartition owner) => IsCurrent(owner) && _cluster.Brokers[owner.Broker].IsRunning;

    /// <summary>A partition has a new leader, or epoch: if it is one of __transaction_state, what was decided goes on, after the change is done.</summary>
    public void LeaderChanged(Partition partition)
    {
        if (partition.Topic.Name == Coordinators.TransactionsTopic)
            _cluster.Loop.Post(() => Resume(partition));
    }

    /// <summary>Loads a partition of __transaction_state and goes on with what was decided.</summary>
    public void Resume(Partition partition)
    {
        if (!_isRetired && partition.Leader != Partition.NoLeader)
            Load(partition);
    }

    /// <summary>A leader comes from another state of the cluster, in which it may have written: it loads its log, after the change is done.</summary>
    public void Moved(int broker)
    {
        if (!_cluster.Topics.TryGet(Coordinators.TransactionsTopic, out var topic))
            return;
        foreach (var partition in topic.Partitions.Where(p => p.Leader == broker))
        {
            _partitions.Remove(partition.Index);
            LeaderChanged(partition);
        }
    }

    /// <summary>The state that it belongs to is given up, and with it all that it has loaded.</summary>
    public void Retire()
    {
        _isRetired = true;
        _partitions.Clear();
    }

    /// <summary>Writes a change of a transaction, made by <see cref="Transaction.Prepare"/>, and makes it once it is replicated.</summary>
    /// <param name="owner">Loaded, of the transaction.</param>
    /// <param name="transaction">Which.</param>
    /// <param name="next">The change.</param>
    /// <param name="keepsTrying">After COORDINATOR_NOT_AVAILABLE the caller tries again: nobody else may change the transaction meanwhile.</param>
    public async Task<ErrorCode> AppendAsync(CoordinatedPartition owner, Transaction transaction, TransactionMetadata next, bool keepsTrying = false)
    {
        var batch = TransactionLog.Write(transaction.Id, next, Version, _cluster.Time.Milliseconds);
        // What is under way may always go on to its end.
        var code = transaction.Metadata.State.IsSettled() && !_cluster.Budget.CanTake(batch.Length) ? ErrorCode.PolicyViolation
            : await AppendAsync(owner, batch, TimeSpan.FromMilliseconds(next.TimeoutMs));
        if (code == ErrorCode.None)
        {
            transaction.Complete(next);
            Timeouts.Watch(next);
        }
        else if (!keepsTrying || code != ErrorCode.CoordinatorNotAvailable)
            transaction.Pending = null;
        return code;
    }

    /// <summary>Removes an expired transactional id.</summary>
    public async Task ExpireAsync(CoordinatedPartition owner, Transaction transaction)
    {
        transaction.Prepare(transaction.Metadata with { State = TransactionState.Dead });
        var code = await AppendAsync(owner, TransactionLog.Write(transaction.Id, null, Version, _cluster.Time.Milliseconds), _cluster.Configs.Milliseconds("request.timeout.ms"));
        if (code == ErrorCode.None)
            owner.Transactions.Remove(transaction.Id);
        else
            transaction.Pending = null;
    }

    /// <summary>Appends with acks=all; the log's errors become a coordinator's.</summary>
    private async Task<ErrorCode> AppendAsync(CoordinatedPartition owner, byte[] batch, TimeSpan limit)
    {
        if (!IsAtWork(owner))
            return ErrorCode.NotCoordinator;
        var partition = owner.Partition;
        if (partition.Isr.Count < partition.MinIsr)
            return ErrorCode.CoordinatorNotAvailable;
        var appended = _cluster.Replicator.Append(partition, batch);
        var code = await new Acknowledgement(partition, owner.Broker, owner.Epoch, appended.NextOffset).WaitAsync(_cluster, limit);
        return code switch
        {
            ErrorCode.None => IsAtWork(owner) ? ErrorCode.None : ErrorCode.NotCoordinator,
            ErrorCode.RequestTimedOut or ErrorCode.NotEnoughReplicasAfterAppend => ErrorCode.CoordinatorNotAvailable,
            _ => ErrorCode.NotCoordinator,
        };
    }

    private CoordinatedPartition Load(Partition partition)
    {
        if (_partitions.TryGetValue(partition.Index, out var owner) && owner.Partition == partition && owner.Leads)
            return owner;
        owner = new CoordinatedPartition(partition);
        _partitions[partition.Index] = owner;
        foreach (var transaction in owner.Transactions.Values)
        {
            Timeouts.Watch(transaction.Metadata);
            if (transaction.Metadata.State.IsPrepared())
                Markers.Send(owner, transaction);
        }
        return owner;
    }
}
