namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>A partition as members of KIP-848 groups are assigned it: by the topic's id.</summary>
internal readonly record struct TopicIdPartition(Guid Topic, int Partition);
