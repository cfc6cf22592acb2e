namespace KafkaQuiz.Console.Consumer;

/// <summary>A member's life in a group, by one of the two protocols.</summary>
internal abstract class GroupMembership
{
    /// <summary>The generation or member epoch that commits carry.</summary>
    public abstract int Epoch { get; }

    public abstract string MemberId { get; }

    /// <summary>
    /// Joins or heartbeats when that is due. Before partitions are given up, <paramref name="revoking"/> is awaited, which commits.
    /// </summary>
    /// <param name="topics">What is subscribed, with partition counts.</param>
    /// <returns>The new assignment when it changed, else null.</returns>
    public abstract Task<IReadOnlyList<TopicPartition>?> PollAsync(IReadOnlyDictionary<string, TopicShape> topics, Func<Task> revoking, CancellationToken cancel);

    public abstract Task LeaveAsync(CancellationToken cancel);
}

/// <summary>A topic's id and number of partitions.</summary>
internal readonly record struct TopicShape(Guid Id, int Partitions);
