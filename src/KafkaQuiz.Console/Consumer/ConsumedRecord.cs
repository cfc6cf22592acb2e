namespace KafkaQuiz.Console.Consumer;

/// <summary>A record with where it was read.</summary>
internal sealed record ConsumedRecord(TopicPartition Partition, Record Record, bool IsLogAppendTime);
