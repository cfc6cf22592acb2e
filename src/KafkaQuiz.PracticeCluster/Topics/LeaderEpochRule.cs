using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Topics;

/// <summary>A client that knows an older epoch is fenced, one that knows a newer has better metadata than we (KIP-320).</summary>
internal static class LeaderEpochRule
{
    /// <param name="partition">The partition asked for.</param>
    /// <param name="current">The client's; -1 when it has none.</param>
    public static ErrorCode Check(Partition partition, int current) =>
        current < 0 || current == partition.LeaderEpoch ? ErrorCode.None
        : current < partition.LeaderEpoch ? ErrorCode.FencedLeaderEpoch : ErrorCode.UnknownLeaderEpoch;
}
