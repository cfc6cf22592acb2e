using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Replication;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>A COMMIT or ABORT marker that the leader of a partition is asked to write (KafkaApis.handleWriteTxnMarkersRequest). Only on the loop.</summary>
/// <param name="ProducerId">Of the transaction.</param>
/// <param name="ProducerEpoch">Of the transaction; with transaction version 2, the next.</param>
/// <param name="Commit">Or abort.</param>
/// <param name="CoordinatorEpoch">Of whoever asks.</param>
/// <param name="TransactionVersion">2 is strict about the epoch.</param>
internal sealed record Marker(long ProducerId, short ProducerEpoch, bool Commit, int CoordinatorEpoch, sbyte TransactionVersion)
{
    /// <summary>Bytes of its batch.</summary>
    public const int Size = 78;

    /// <summary>Appends it with acks=all; in a partition of __consumer_offsets the offsets that the transaction committed come into force.</summary>
    public async Task<ErrorCode> AppendAsync(ClusterState cluster, int broker, Partition partition)
    {
        if (partition.Leader != broker)
            return ErrorCode.NotLeaderOrFollower;
        if (partition.Isr.Count < partition.MinIsr)
            return ErrorCode.NotEnoughReplicas;
        var code = AppendCheck.Marker(partition.Producers, ProducerId, ProducerEpoch, CoordinatorEpoch, TransactionVersion);
        if (code != ErrorCode.None)
            return code;
        var batch = cluster.Replicator.Append(partition, TransactionMarker.Build(Commit, ProducerId, ProducerEpoch, CoordinatorEpoch, cluster.Time.Milliseconds));
        if (partition.Topic.Name == Coordinators.OffsetsTopic)
            cluster.PendingOffsets.End(partition, ProducerId, Commit);
        return await new Acknowledgement(partition, broker, partition.LeaderEpoch, batch.NextOffset).WaitAsync(cluster, cluster.Configs.Milliseconds("request.timeout.ms"));
    }
}
