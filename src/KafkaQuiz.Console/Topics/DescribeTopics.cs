using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Topics;

/// <summary><c>--describe</c>.</summary>
internal static class DescribeTopics
{
    public static async Task RunAsync(TopicsCommand command, CancellationToken cancel)
    {
        var (client, options) = (command.Client, command.Options.Set);
        var topics = await DescriptionsAsync(command, cancel);
        var configs = await ConfigCalls.DescribeAsync(client, [.. topics.Select(t => new ConfigResource(ConfigResource.Topic, t.Name))], false, cancel);
        var live = (await client.DescribeClusterAsync(cancel)).Brokers.Select(b => b.BrokerId).ToHashSet();
        var moves = await Reassignments.ListAsync(client, topics.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Name, p.Index))), cancel);
        foreach (var topic in topics)
        {
            var entries = configs[new ConfigResource(ConfigResource.Topic, topic.Name)].Entries();
            var partitions = topic.Partitions.OrderBy(p => p.Index).ToList();
            if (!command.Options.IsReport)
                PrintTopic(command, topic, entries, moves.GetValueOrDefault(new TopicPartition(topic.Name, partitions[0].Index)));
            if (options.Has("topics-with-overrides"))
                continue;
            foreach (var partition in partitions)
            {
                var move = moves.GetValueOrDefault(new TopicPartition(topic.Name, partition.Index));
                if (IsWanted(command.Options, partition, entries, move, live))
                    command.Context.Line(Text(topic.Name, partition, move));
            }
        }
    }

    private static async Task<List<TopicDescription>> DescriptionsAsync(TopicsCommand command, CancellationToken cancel)
    {
        var id = command.Options.Set.ValueOf("topic-id") is { } text
            ? KafkaIds.Parse(text) ?? throw JavaException.IllegalArgument(KafkaIds.Fault(text))
            : Guid.Empty;
        if (id == Guid.Empty)
        {
            var names = await command.TopicsAsync(cancel);
            command.EnsureExists(names);
            return await TopicDescription.OfAsync(command.Client, names, cancel);
        }
        var all = await command.Client.MetadataAsync(null, false, "listTopics", cancel);
        var found = all.Topics.Where(t => t.TopicId == id).Select(t => t.Name!).ToList();
        if (found.Count == 0 && !command.Options.Set.Has("if-exists"))
            throw JavaException.IllegalArgument($"TopicId '{KafkaIds.Text(id)}' does not exist as expected");
        return await TopicDescription.OfAsync(command.Client, found, cancel);
    }

    private static void PrintTopic(TopicsCommand command, TopicDescription topic, IReadOnlyList<DescribeConfigsResponse.DescribeConfigsResourceResult> entries, Reassignment? firstMove)
    {
        var overridden = entries.Where(e => e.ConfigSource != ConfigCalls.DefaultSource).ToList();
        if (command.Options.Set.Has("topics-with-overrides") && overridden.Count == 0)
            return;
        var first = topic.Partitions.MinBy(p => p.Index)!;
        command.Context.Line($"Topic: {topic.Name}\tTopicId: {KafkaIds.Text(topic.Id)}\tPartitionCount: {topic.Partitions.Count}\tReplicationFactor: {ReplicationFactor(first, firstMove)}\tConfigs: "
            + string.Join(",", overridden.Select(e => e.Name + "=" + (e.Value ?? "null"))));
    }

    private static string Text(string topic, PartitionDescription partition, Reassignment? move)
    {
        var line = $"\tTopic: {topic}\tPartition: {partition.Index}\tLeader: {(partition.Leader < 0 ? "none" : partition.Leader)}\tReplicas: {List(partition.Replicas)}\tIsr: {List(partition.Isr)}";
        if (move is not null)
            line += $"\tAdding Replicas: {List(move.Adding)}\tRemoving Replicas: {List(move.Removing)}";
        return line + $"\tElr: {(partition.Elr is null ? "N/A" : List(partition.Elr))}\tLastKnownElr: {(partition.LastKnownElr is null ? "N/A" : List(partition.LastKnownElr))}";
    }

    private static string List(IEnumerable<int> ids) => string.Join(",", ids);

    private static bool IsWanted(
        TopicsOptions options, PartitionDescription partition, IReadOnlyList<DescribeConfigsResponse.DescribeConfigsResourceResult> entries, Reassignment? move, HashSet<int> live)
    {
        var set = options.Set;
        if (!options.IsReport)
            return true;
        int MinIsr() => int.Parse(entries.First(e => e.Name == "min.insync.replicas").Value!, System.Globalization.CultureInfo.InvariantCulture);
        return set.Has("under-replicated-partitions") && ReplicationFactor(partition, move) > partition.Isr.Count
            || set.Has("unavailable-partitions") && !live.Contains(partition.Leader)
            || set.Has("under-min-isr-partitions") && (partition.Leader < 0 || partition.Isr.Count < MinIsr())
            || set.Has("at-min-isr-partitions") && partition.Isr.Count == MinIsr();
    }

    /// <summary>While replicas are being moved, those that are being added do not count.</summary>
    private static int ReplicationFactor(PartitionDescription partition, Reassignment? move) =>
        move is not null && partition.Replicas.Any(r => move.Adding.Contains(r) || move.Removing.Contains(r))
            ? move.Replicas.Count - move.Adding.Count
            : partition.Replicas.Count;
}
