namespace KafkaQuiz.Console.Consumer;

/// <summary>Where the consumer stands in a partition.</summary>
internal sealed class PartitionPosition(TopicPartition partition, long offset, int leaderEpoch)
{
    public TopicPartition Partition { get; } = partition;

    /// <summary>Offset of the next record to hand out: what is committed.</summary>
    public long Consumed { get; private set; } = offset;

    /// <summary>Leader epoch of the last record handed out, -1 for none.</summary>
    public int LeaderEpoch { get; private set; } = leaderEpoch;

    /// <summary>Offset of the next record to fetch.</summary>
    public long Fetched { get; set; } = offset;

    public void Took(long offset, int epoch)
    {
        Consumed = offset + 1;
        LeaderEpoch = epoch;
    }

    /// <summary>Begins anew at an offset.</summary>
    public void Seek(long offset)
    {
        (Consumed, Fetched, LeaderEpoch) = (offset, offset, -1);
    }
}
