using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--delete-offsets --group g --topic t[:0,1]</c>.</summary>
internal static class DeleteOffsets
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, OptionSet options, CancellationToken cancel)
    {
        var group = options.ValueOf("group")!;
        var results = new Dictionary<TopicPartition, JavaException?>();
        var partitions = await PartitionsAsync(client, options.ValuesOf("topic"), results, cancel);
        var topLevel = await DeleteAsync(client, group, partitions, results, cancel);
        if (topLevel == ErrorCode.None)
            context.Line($"Request succeeded for deleting offsets from group {group}.");
        else
            ConsumerGroupsTool.Fault(context, Message(topLevel));
        var width = results.Keys.Select(k => k.Topic.Length).Append(15).Max();
        context.Out.Write($"\n{"TOPIC".PadRight(width)} {"PARTITION",-10} {"STATUS",-15}");
        foreach (var (partition, error) in results.OrderBy(r => r.Key.Topic + r.Key.Partition, StringComparer.Ordinal))
        {
            var index = partition.Partition >= 0 ? partition.Partition.ToString(System.Globalization.CultureInfo.InvariantCulture) : "-";
            context.Out.Write($"\n{partition.Topic.PadRight(width)} {index,-10} {(error is null ? "Successful" : "Error: " + error),-15}");
        }
        context.Out.Write("\n");
    }

    private static async Task<List<TopicPartition>> PartitionsAsync(ClusterClient client, IReadOnlyList<string> topics, Dictionary<TopicPartition, JavaException?> results, CancellationToken cancel)
    {
        var partitions = topics.Where(t => t.Contains(':', StringComparison.Ordinal)).SelectMany(PartitionsToReset.Parse).ToList();
        var described = await TopicDescription.TryOfAsync(client, [.. topics.Where(t => !t.Contains(':', StringComparison.Ordinal)).Distinct()], cancel);
        foreach (var (name, (topic, error)) in described)
        {
            if (topic is null)
                results[new TopicPartition(name, -1)] = error;
            else
                partitions.AddRange(topic.Partitions.Select(p => new TopicPartition(name, p.Index)));
        }
        return partitions;
    }

    /// <summary>Deletes; returns the group's error or the first of a partition.</summary>
    private static async Task<ErrorCode> DeleteAsync(ClusterClient client, string group, List<TopicPartition> partitions, Dictionary<TopicPartition, JavaException?> results, CancellationToken cancel)
    {
        var coordinator = await GroupCalls.CoordinatorAsync(client, group, cancel);
        var request = new OffsetDeleteRequest
        {
            GroupId = group,
            Topics = [.. partitions.GroupBy(p => p.Topic).Select(g => new OffsetDeleteRequest.OffsetDeleteRequestTopic
            {
                Name = g.Key,
                Partitions = [.. g.Select(p => new OffsetDeleteRequest.OffsetDeleteRequestPartition { PartitionIndex = p.Partition })],
            })],
        };
        var response = await client.AskAsync(coordinator, request, "deleteConsumerGroupOffsets", cancel);
        var errors = response.Topics.SelectMany(t => t.Partitions.Select(p => (Key: new TopicPartition(t.Name, p.PartitionIndex), p.ErrorCode))).ToDictionary(e => e.Key, e => e.ErrorCode);
        foreach (var partition in partitions)
        {
            var code = response.ErrorCode != ErrorCode.None ? response.ErrorCode : errors.GetValueOrDefault(partition);
            results[partition] = code == ErrorCode.None ? null : KafkaErrors.Exception(code);
        }
        return response.ErrorCode != ErrorCode.None ? response.ErrorCode : errors.Values.FirstOrDefault(e => e != ErrorCode.None);
    }

    private static string Message(ErrorCode code) => code switch
    {
        ErrorCode.InvalidGroupId or ErrorCode.GroupIdNotFound or ErrorCode.GroupAuthorizationFailed or ErrorCode.NonEmptyGroup => KafkaErrors.Message(code),
        ErrorCode.GroupSubscribedToTopic or ErrorCode.TopicAuthorizationFailed or ErrorCode.UnknownTopicOrPartition =>
            "Encountered some partition-level error, see the follow-up details.",
        _ => "Encountered some unknown error: " + KafkaErrors.Name(code),
    };
}
