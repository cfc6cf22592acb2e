using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Consumer;

/// <summary>Where a consumer's records come from: one partition, or a group's assignment.</summary>
internal abstract class RecordSource
{
    /// <summary>Longest wait of one fetch: what an interruption or a rebalance may be late.</summary>
    protected static readonly TimeSpan FetchWait = TimeSpan.FromMilliseconds(200);

    /// <summary>A member of the settings' group.</summary>
    public static GroupSource InGroup(ToolContext context, ClusterClient client, ConsumerSettings settings, IRebalanceListener? listener = null)
    {
        GroupMembership membership = settings.Protocol switch
        {
            "classic" => new ClassicMembership(context, client, settings),
            "consumer" => new ModernMembership(client, settings),
            var other => throw new JavaException("org.apache.kafka.common.config.ConfigException", $"Invalid value {other} for configuration group.protocol: String must be one of (case insensitive): CONSUMER, CLASSIC"),
        };
        return new GroupSource(context, client, settings, membership, listener);
    }

    /// <summary>The next record, or null when there was none for a moment.</summary>
    public abstract Task<ConsumedRecord?> NextAsync(CancellationToken cancel);

    /// <summary>Commits what was handed out and leaves the group.</summary>
    public abstract Task CloseAsync(CancellationToken cancel);

    protected static Fetcher CreateFetcher(ToolContext context, ClusterClient client, ConsumerSettings settings) =>
        new(client, settings.Reset, settings.ReadCommitted, () => context.Milliseconds);
}
