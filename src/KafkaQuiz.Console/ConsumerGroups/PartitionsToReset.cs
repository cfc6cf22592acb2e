using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>The partitions of <c>--topic orders:0,1</c>, <c>--topic orders</c> or <c>--all-topics</c>.</summary>
internal static class PartitionsToReset
{
    public static async Task<List<TopicPartition>> OfAsync(ToolContext context, ClusterClient client, OptionSet options, string group, CancellationToken cancel)
    {
        if (options.Has("all-topics"))
            return JavaHash.Order((await GroupCalls.CommittedAsync(client, group, cancel)).Keys);
        if (options.Has("topic"))
        {
            var topics = options.ValuesOf("topic");
            var partitions = topics.Where(t => t.Contains(':', StringComparison.Ordinal)).SelectMany(Parse).ToList();
            foreach (var topic in await DescribeAsync(client, [.. topics.Where(t => !t.Contains(':', StringComparison.Ordinal)).Distinct()], cancel))
                partitions.AddRange(topic.Partitions.Select(p => new TopicPartition(topic.Name, p.Index)));
            return partitions;
        }
        return options.Has("from-file") ? [] : throw context.UsageAndExit(options.Usage, "One of the reset scopes should be defined: --all-topics, --topic.");
    }

    /// <exception cref="JavaException">Not of the form topic:0,1.</exception>
    public static IEnumerable<TopicPartition> Parse(string argument)
    {
        var parts = argument.Split(':');
        if (parts.Length != 2 || parts[1].Length == 0)
            throw JavaException.IllegalArgument($"Invalid topic arg '{argument}', expected topic name and partitions");
        foreach (var text in parts[1].Split(','))
        {
            yield return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var partition)
                ? new TopicPartition(parts[0], partition)
                : throw JavaException.IllegalArgument($"Invalid partition '{text}' specified in topic arg '{argument}''");
        }
    }

    /// <summary>All must exist and have a leader.</summary>
    public static async Task CheckAsync(ClusterClient client, IReadOnlyList<TopicPartition> partitions, CancellationToken cancel)
    {
        var topics = await DescribeAsync(client, [.. partitions.Select(p => p.Topic).Distinct()], cancel);
        var known = topics.SelectMany(t => t.Partitions.Select(p => (Key: new TopicPartition(t.Name, p.Index), p.Leader))).ToDictionary(p => p.Key, p => p.Leader);
        var missing = partitions.Where(p => !known.ContainsKey(p)).ToList();
        if (missing.Count > 0)
            throw JavaException.Kafka("UnknownTopicOrPartitionException", $"The partitions \"{string.Join(",", missing)}\" do not exist");
        var leaderless = partitions.Where(p => known[p] < 0).ToList();
        if (leaderless.Count > 0)
            throw JavaException.Kafka("LeaderNotAvailableException", $"The partitions \"{string.Join(",", leaderless)}\" have no leader");
    }

    private static async Task<List<TopicDescription>> DescribeAsync(ClusterClient client, IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        try
        {
            return await TopicDescription.OfAsync(client, topics, cancel);
        }
        catch (JavaException e) when (e.ClassName.EndsWith("ExecutionException", StringComparison.Ordinal) && e.Cause is { Error: not null } cause)
        {
            // The tool unwraps what Kafka says.
            throw cause;
        }
    }
}
