using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>The replication throttles that a move sets and that verifying it clears.</summary>
internal static class Throttles
{
    private static readonly string[] BrokerLevel = ["leader.replication.throttled.rate", "follower.replication.throttled.rate", "replica.alter.log.dirs.io.max.bytes.per.second"];
    private static readonly string[] TopicLevel = ["leader.replication.throttled.replicas", "follower.replication.throttled.replicas"];

    public static async Task ClearAsync(ToolContext context, ClusterClient client, ReassignmentFile file, CancellationToken cancel)
    {
        var live = (await client.DescribeClusterAsync(cancel)).Brokers.Select(b => b.BrokerId);
        var brokers = JavaHash.Order(live.Concat(file.Partitions.SelectMany(p => p.Replicas)));
        context.Line($"Clearing broker-level throttles on broker{(brokers.Count == 1 ? "" : "s")} {string.Join(",", brokers)}");
        foreach (var broker in brokers)
            await ConfigCalls.AlterAsync(client, Broker(broker), BrokerLevel.Select(t => (t, (string?)null)), cancel);
        var topics = JavaHash.Order(file.Partitions.Select(p => p.Partition.Topic));
        context.Line($"Clearing topic-level throttles on topic{(topics.Count == 1 ? "" : "s")} {string.Join(",", topics)}");
        foreach (var topic in topics)
            await ConfigCalls.AlterAsync(client, new ConfigResource(ConfigResource.Topic, topic), TopicLevel.Select(t => (t, (string?)null)), cancel);
    }

    /// <param name="moves">By partition: replicas that send, and replicas that are to be there.</param>
    public static async Task SetInterBrokerAsync(
        ToolContext context, ClusterClient client, IReadOnlyDictionary<TopicPartition, (IReadOnlyList<int> Sources, IReadOnlyList<int> Destinations)> moves, long rate, CancellationToken cancel)
    {
        foreach (var topic in moves.GroupBy(m => m.Key.Topic))
        {
            var leaders = topic.SelectMany(m => m.Value.Sources.Select(s => $"{m.Key.Partition}:{s}")).Order(StringComparer.Ordinal);
            var followers = topic.SelectMany(m => m.Value.Destinations.Except(m.Value.Sources).Select(d => $"{m.Key.Partition}:{d}")).Order(StringComparer.Ordinal);
            await ConfigCalls.AlterAsync(client, new ConfigResource(ConfigResource.Topic, topic.Key), [(TopicLevel[0], string.Join(",", leaders)), (TopicLevel[1], string.Join(",", followers))], cancel);
        }
        var text = rate.ToString(CultureInfo.InvariantCulture);
        foreach (var broker in moves.Values.SelectMany(m => m.Sources.Concat(m.Destinations)).Distinct().Order())
            await ConfigCalls.AlterAsync(client, Broker(broker), [(BrokerLevel[0], text), (BrokerLevel[1], text)], cancel);
        context.Line($"The inter-broker throttle limit was set to {text} B/s");
    }

    public static async Task SetLogDirAsync(ToolContext context, ClusterClient client, IEnumerable<int> brokers, long rate, CancellationToken cancel)
    {
        var text = rate.ToString(CultureInfo.InvariantCulture);
        foreach (var broker in brokers.Distinct())
            await ConfigCalls.AlterAsync(client, Broker(broker), [(BrokerLevel[2], text)], cancel);
        context.Line($"The replica-alter-dir throttle limit was set to {text} B/s");
    }

    private static ConfigResource Broker(int id) => new(ConfigResource.Broker, id.ToString(CultureInfo.InvariantCulture));
}
