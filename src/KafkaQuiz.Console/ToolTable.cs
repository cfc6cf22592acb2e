namespace KafkaQuiz.Console;

/// <summary>The tools by name.</summary>
internal static class ToolTable
{
    private static readonly Dictionary<string, Func<Tool>> Table = new(StringComparer.Ordinal)
    {
        ["kafka-topics"] = () => new Topics.TopicsTool(),
        ["kafka-console-consumer"] = () => new Consumer.ConsumerTool(),
        ["kafka-console-producer"] = () => new Producer.ProducerTool(),
        ["kafka-consumer-groups"] = () => new ConsumerGroups.ConsumerGroupsTool(),
        ["kafka-configs"] = () => new Configs.ConfigsTool(),
        ["kafka-reassign-partitions"] = () => new ReassignPartitions.ReassignTool(),
        ["kafka-metadata-quorum"] = () => new MetadataQuorum.MetadataQuorumTool(),
        ["kafka-log-dirs"] = () => new LogDirs.LogDirsTool(),
        ["kafka-leader-election"] = () => new LeaderElection.LeaderElectionTool(),
        ["kafka-get-offsets"] = () => new GetOffsets.GetOffsetsTool(),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys];

    /// <summary>The tool that a command word names: <c>kafka-topics</c>, <c>bin/kafka-topics.sh</c>, <c>/opt/kafka/bin/kafka-topics.sh</c>.</summary>
    public static Tool? Find(string command)
    {
        var name = command[(command.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".sh", StringComparison.Ordinal))
            name = name[..^3];
        return Table.TryGetValue(name, out var create) ? create() : null;
    }
}
