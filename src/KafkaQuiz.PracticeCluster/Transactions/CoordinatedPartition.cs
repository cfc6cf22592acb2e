using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>A partition of __transaction_state as its leader has loaded it (TxnMetadataCacheEntry). Only on the loop.</summary>
/// <param name="partition">Of __transaction_state.</param>
internal sealed class CoordinatedPartition(Partition partition)
{
    public Partition Partition { get; } = partition;

    public int Broker { get; } = partition.Leader;

    /// <summary>Coordinator epoch: the leader epoch in which it was loaded.</summary>
    public int Epoch { get; } = partition.LeaderEpoch;

    /// <summary>By transactional id.</summary>
    public SortedDictionary<string, Transaction> Transactions { get; } = TransactionLog.Load(partition);

    /// <summary>Whether its broker still leads the partition, as it did when it loaded it.</summary>
    public bool Leads => Partition.Leader == Broker && Partition.LeaderEpoch == Epoch;
}
