using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Console.Topics;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary><c>--generate</c>: proposes an assignment over the given brokers.</summary>
internal static class GenerateMoves
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, string json, OptionSet options, CancellationToken cancel)
    {
        var brokers = options.ValueOf("broker-list")!.Split(',').Select(ReplicaAssignment.Number).ToList();
        var twice = brokers.GroupBy(b => b).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (twice.Count > 0)
            throw ReassignmentFile.Failed($"Broker list contains duplicate entries: [{string.Join(", ", twice)}]");
        var topics = Topics(json);
        var same = topics.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        if (same.Count > 0)
            throw ReassignmentFile.Failed($"List of topics to reassign contains duplicate entries: [{string.Join(", ", same)}]");
        var current = await CurrentAssignment.OfTopicsAsync(client, topics, cancel);
        var directories = await ReplicaDirectories.CurrentAsync(client, current, cancel);
        var usable = await UsableAsync(client, brokers, !options.Has("disable-rack-aware"), cancel);
        var proposed = new Dictionary<TopicPartition, IReadOnlyList<int>>();
        foreach (var topic in current.GroupBy(c => c.Key.Topic))
        {
            var placed = new StripedPlacement(usable, context.Random).Place(topic.Count(), topic.First().Value.Count);
            for (var i = 0; i < placed.Count; i++)
                proposed[new TopicPartition(topic.Key, i)] = placed[i];
        }
        context.Line($"Current partition replica assignment\n{ReassignmentFile.Format(current, directories)}\n");
        context.Line($"Proposed partition reassignment configuration\n{ReassignmentFile.Format(proposed, new Dictionary<ReplicaKey, string>())}");
    }

    private static List<string> Topics(string text)
    {
        var json = JavaJson.ParseFull(text) ?? throw ReassignmentFile.Operation("The input string is not a valid JSON");
        var version = json.Get("version")?.Int() ?? 1;
        return version == 1
            ? [.. (json.Get("topics")?.Array() ?? []).Select(t => t.Apply("topic").String())]
            : throw ReassignmentFile.Operation($"Not supported version field value {version}");
    }

    private static async Task<List<(int Broker, string? Rack)>> UsableAsync(ClusterClient client, List<int> brokers, bool rackAware, CancellationToken cancel)
    {
        var usable = (await client.DescribeClusterAsync(cancel)).Brokers.Where(b => brokers.Contains(b.BrokerId)).Select(b => (b.BrokerId, Rack: rackAware ? b.Rack : null)).ToList();
        var rackless = usable.Count(b => b.Rack is null);
        return rackAware && rackless != 0 && rackless != usable.Count
            ? throw ReassignmentFile.Operation("Not all brokers have rack information. Add --disable-rack-aware in command line to make replica assignment without rack information.")
            : usable;
    }
}
