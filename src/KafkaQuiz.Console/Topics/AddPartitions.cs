using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Topics;

/// <summary><c>--alter --partitions N</c>: more partitions for every topic that <c>--topic</c> matches.</summary>
internal static class AddPartitions
{
    public static async Task RunAsync(TopicsCommand command, CancellationToken cancel)
    {
        var options = command.Options.Set;
        var count = options.Int("partitions")!.Value;
        var assignment = options.ValueOf("replica-assignment") is { Length: > 0 } text ? ReplicaAssignment.Parse(text) : [];
        var topics = await command.TopicsAsync(cancel);
        command.EnsureExists(topics);
        if (topics.Count == 0)
            return;
        var existing = assignment.Count == 0 ? null : await command.Client.MetadataAsync(topics, false, "describeTopics", cancel);
        var request = new CreatePartitionsRequest
        {
            TimeoutMs = 60000,
            Topics = [.. topics.Select(topic => new CreatePartitionsRequest.CreatePartitionsTopic
            {
                Name = topic,
                Count = count,
                Assignments = existing is null ? null : [.. assignment.Skip(existing.Topics.First(t => t.Name == topic).Partitions.Count)
                    .Select(brokers => new CreatePartitionsRequest.CreatePartitionsAssignment { BrokerIds = brokers })],
            })],
        };
        var response = await command.Client.AskAsync(request, "createPartitions", cancel);
        foreach (var result in response.Results)
        {
            if (result.ErrorCode != ErrorCode.None)
                throw JavaException.Execution(KafkaErrors.Exception(result.ErrorCode, result.ErrorMessage));
        }
        await Settling.UntilAsync(command.Client, topics, t => t.Partitions.Count == count, cancel);
    }
}
