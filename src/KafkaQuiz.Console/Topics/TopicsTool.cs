using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Topics;

/// <summary>kafka-topics: create, delete, describe, list topics, add partitions (TopicCommand.java).</summary>
internal sealed class TopicsTool : Tool
{
    internal const string Logger = "org.apache.kafka.tools.TopicCommand";
    private static readonly Usage Usage = Usage.Of("kafka-topics");

    public override string Name => "kafka-topics";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = TopicsOptions.Parse(context, Usage);
            await using var client = context.Connect(options.Set.ValueOf("bootstrap-server")!, context.Properties(options.Set.ValueOf("command-config")));
            return await ActAsync(new TopicsCommand(context, options, client), cancel);
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static async Task<int> ActAsync(TopicsCommand command, CancellationToken cancel)
    {
        try
        {
            await (command.Options.Action switch
            {
                "create" => CreateTopic.RunAsync(command, cancel),
                "alter" => AddPartitions.RunAsync(command, cancel),
                "list" => ListTopics.RunAsync(command, cancel),
                "describe" => DescribeTopics.RunAsync(command, cancel),
                _ => DeleteTopics.RunAsync(command, cancel),
            });
            return 0;
        }
        catch (JavaException e)
        {
            var shown = e.ClassName == "java.util.concurrent.ExecutionException" ? e.Cause ?? e : e;
            command.Context.Line("Error while executing topic command : " + shown.MessageText);
            command.Context.Log("ERROR", shown.Trace(), Logger);
            return 1;
        }
    }
}
