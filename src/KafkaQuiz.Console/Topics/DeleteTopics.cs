using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Topics;

/// <summary><c>--delete</c>: every topic that <c>--topic</c> matches.</summary>
internal static class DeleteTopics
{
    public static async Task RunAsync(TopicsCommand command, CancellationToken cancel)
    {
        var topics = await command.TopicsAsync(cancel);
        command.EnsureExists(topics);
        if (topics.Count == 0)
            return;
        var request = new DeleteTopicsRequest
        {
            Topics = [.. topics.Select(t => new DeleteTopicsRequest.DeleteTopicState { Name = t })],
            TopicNames = topics,
            TimeoutMs = 60000,
        };
        var response = await command.Client.AskAsync(request, "deleteTopics", cancel);
        foreach (var result in response.Responses)
        {
            if (result.ErrorCode != ErrorCode.None)
                throw JavaException.Execution(KafkaErrors.Exception(result.ErrorCode, result.ErrorMessage));
        }
        await Settling.UntilAsync(command.Client, topics, t => t.ErrorCode != ErrorCode.None, cancel);
    }
}
