using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Consumer;

/// <summary>Where a consumer's records come from: one partition, or a group's assignment.</summary>
internal abstract class RecordSource
{
    /// <summary>Longest wait of one fetch: what an interruption or a rebalance may be late.</summary>
    protected static readonly TimeSpan FetchWait = TimeSpan.FromMilliseconds(200);

    public static RecordSource Create(ToolContext context, ClusterClient client, ConsumerOptions options)
    {
        if (options.Partition is { } partition)
            return new AssignedPartition(context, client, options, partition);
        GroupMembership membership = options.Protocol switch
        {
            "classic" => new ClassicMembership(context, client, options),
            "consumer" => new ModernMembership(client, options),
            var other => throw new JavaException("org.apache.kafka.common.config.ConfigException", $"Invalid value {other} for configuration group.protocol: String must be one of (case insensitive): CONSUMER, CLASSIC"),
        };
        return new GroupSource(context, client, options, membership);
    }

    /// <summary>The next record, or null when there was none for a moment.</summary>
    public abstract Task<ConsumedRecord?> NextAsync(CancellationToken cancel);

    /// <summary>Commits what was handed out and leaves the group.</summary>
    public abstract Task CloseAsync(CancellationToken cancel);

    protected static Fetcher CreateFetcher(ToolContext context, ClusterClient client, ConsumerOptions options) =>
        new(client, options.Properties["auto.offset.reset"], options.ReadCommitted, () => context.Milliseconds);
}
