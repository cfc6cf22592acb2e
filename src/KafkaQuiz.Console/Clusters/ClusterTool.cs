using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Clusters;

/// <summary>kafka-cluster: cluster id, endpoints, unregistering a broker (ClusterTool.java).</summary>
internal sealed class ClusterTool : Tool
{
    public override string Name => "kafka-cluster";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            await RunAsync(context, ArgparseParser.Parse(Name, context.Arguments), cancel);
            return 0;
        }
        catch (ArgparseFault fault)
        {
            // The one tool that ends with 1 after its help.
            throw fault.Print(context, Name, helpExit: 1);
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static async Task RunAsync(ToolContext context, ArgparseResult arguments, CancellationToken cancel)
    {
        var broker = arguments.Int("--id");
        if (arguments.Has("--config") && arguments.Has("--command-config"))
            throw new JavaException("net.sourceforge.argparse4j.inf.ArgumentParserException", "--config and --command-config cannot be specified together.");
        if (arguments.Has("--config"))
            context.Line("Option --config has been deprecated and will be removed in a future version. Use --command-config instead.");
        var properties = context.Properties(arguments.ValueOf("--config") ?? arguments.ValueOf("--command-config"));
        await using var client = context.Connect(arguments, properties);
        switch (arguments.Command)
        {
            case "cluster-id":
                var id = (await client.DescribeClusterAsync(cancel)).ClusterId;
                context.Line(id.Length > 0 ? "Cluster ID: " + id : "No cluster ID found. The Kafka version is probably too old.");
                break;
            case "list-endpoints":
                await ListEndpoints.RunAsync(context, client, arguments.Has("--include-fenced-brokers"), cancel);
                break;
            default:
                var answer = await client.AskAsync(new UnregisterBrokerRequest { BrokerId = broker!.Value }, "unregisterBroker", cancel);
                if (answer.ErrorCode != ErrorCode.None)
                {
                    var error = KafkaErrors.Exception(answer.ErrorCode, answer.ErrorMessage);
                    context.Log("ERROR", $"[AdminClient clientId=adminclient-1] Unregister broker request for broker ID {broker} failed: {error.MessageText}", "org.apache.kafka.clients.admin.KafkaAdminClient");
                    throw JavaException.Execution(error);
                }
                context.Line($"Broker {broker} is no longer registered.");
                break;
        }
    }
}
