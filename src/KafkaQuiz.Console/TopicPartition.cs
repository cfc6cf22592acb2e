namespace KafkaQuiz.Console;

/// <summary>A topic's partition, written topic-0 as Kafka writes it.</summary>
internal readonly record struct TopicPartition(string Topic, int Partition)
{
    public override string ToString() => Topic + "-" + Partition.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static int Compare(TopicPartition a, TopicPartition b)
    {
        var topic = string.CompareOrdinal(a.Topic, b.Topic);
        return topic != 0 ? topic : a.Partition.CompareTo(b.Partition);
    }
}
