namespace KafkaQuiz.Console.Topics;

/// <summary><c>--list</c>.</summary>
internal static class ListTopics
{
    public static async Task RunAsync(TopicsCommand command, CancellationToken cancel) =>
        command.Context.Line(string.Join('\n', await command.TopicsAsync(cancel)));
}
