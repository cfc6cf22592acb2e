using KafkaQuiz.Practice.Loop;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Replication;

/// <summary>An append with acks=all that waits until all of the ISR have it (Partition.scala, checkEnoughReplicasReachOffset). Only on the loop.</summary>
/// <param name="Partition">Where.</param>
/// <param name="Broker">The leader that it was appended at.</param>
/// <param name="Epoch">Leader epoch of the append.</param>
/// <param name="NextOffset">Offset after it: the high watermark must reach it.</param>
internal sealed record Acknowledgement(Partition Partition, int Broker, int Epoch, long NextOffset)
{
    /// <summary>Its outcome; null while it is open.</summary>
    public ErrorCode? Outcome(ClusterState cluster) =>
        Partition.Leader != Broker || Partition.LeaderEpoch != Epoch || !cluster.Brokers[Broker].IsRunning ? ErrorCode.NotLeaderOrFollower
        : Partition.HighWatermark < NextOffset ? null
        : Partition.Isr.Count < Partition.MinIsr ? ErrorCode.NotEnoughReplicasAfterAppend : ErrorCode.None;

    /// <summary>Waits for it alone; REQUEST_TIMED_OUT after <paramref name="limit"/> of virtual time.</summary>
    public async Task<ErrorCode> WaitAsync(ClusterState cluster, TimeSpan limit)
    {
        if (Outcome(cluster) is { } settled)
            return settled;
        using var waiter = new Waiter(cluster.Timers, cluster.Loop, [Partition.Changed], limit, CancellationToken.None);
        while (!waiter.IsOver)
        {
            await waiter.NextAsync();
            if (Outcome(cluster) is { } outcome)
                return outcome;
        }
        return ErrorCode.RequestTimedOut;
    }
}
