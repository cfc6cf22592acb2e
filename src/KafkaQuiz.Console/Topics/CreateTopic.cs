using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Topics;

/// <summary><c>--create</c>.</summary>
internal static partial class CreateTopic
{
    public static async Task RunAsync(TopicsCommand command, CancellationToken cancel)
    {
        var (context, options) = (command.Context, command.Options.Set);
        var name = command.Options.Topic!;
        var partitions = options.Int("partitions");
        var replication = options.Int("replication-factor");
        var assignment = options.ValueOf("replica-assignment") is { Length: > 0 } text ? ReplicaAssignment.Parse(text) : [];
        var configs = Configs(options.ValuesOf("config"));
        if (name.Contains('.', StringComparison.Ordinal) || name.Contains('_', StringComparison.Ordinal))
            context.Line("WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. To avoid issues it is best to use either, but not both.");
        if (replication is < 1 or > short.MaxValue)
            throw JavaException.IllegalArgument("The replication factor must be between 1 and 32767 inclusive");
        if (partitions is < 1)
            throw JavaException.IllegalArgument("The partitions must be greater than 0");
        var topic = new CreateTopicsRequest.CreatableTopic
        {
            Name = name,
            NumPartitions = assignment.Count > 0 ? -1 : partitions ?? -1,
            ReplicationFactor = assignment.Count > 0 ? (short)-1 : (short)(replication ?? -1),
            Assignments = [.. assignment.Select((brokers, i) => new CreateTopicsRequest.CreatableReplicaAssignment { PartitionIndex = i, BrokerIds = brokers })],
            Configs = [.. configs.Select(c => new CreateTopicsRequest.CreatableTopicConfig { Name = c.Key, Value = c.Value })],
        };
        var result = (await command.Client.AskAsync(new CreateTopicsRequest { Topics = [topic] }, "createTopics", cancel)).Topics.First();
        if (result.ErrorCode == ErrorCode.None)
        {
            context.Line($"Created topic {name}.");
            await Settling.UntilAsync(command.Client, [name], t => t.ErrorCode == ErrorCode.None && t.Partitions.Count > 0 && t.Partitions.All(p => p.LeaderId >= 0), cancel);
        }
        else if (result.ErrorCode != ErrorCode.TopicAlreadyExists || !options.Has("if-not-exists"))
            throw Fault(result);
    }

    /// <summary>The tool itself checks the values of configs before it asks; the broker's words are the same, the exception is not.</summary>
    private static JavaException Fault(CreateTopicsResponse.CreatableTopicResult result) =>
        result.ErrorCode == ErrorCode.InvalidConfig && result.ErrorMessage?.StartsWith("Invalid value ", StringComparison.Ordinal) == true
            ? new JavaException("org.apache.kafka.common.config.ConfigException", result.ErrorMessage)
            : KafkaErrors.Exception(result.ErrorCode, result.ErrorMessage);

    private static Dictionary<string, string> Configs(IReadOnlyList<string> given)
    {
        var configs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var config in given)
        {
            var pair = EqualsSign().Split(config);
            // Java's split drops empty cells at the end.
            if (pair.Reverse().SkipWhile(p => p.Length == 0).Count() != 2)
                throw JavaException.IllegalArgument("requirement failed: Invalid topic config: all configs to be added must be in the format \"key=val\".");
            configs[pair[0].Trim()] = pair[1].Trim();
        }
        return configs;
    }

    [GeneratedRegex(@"\s*=\s*")]
    private static partial Regex EqualsSign();
}
