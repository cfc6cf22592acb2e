using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Clusters;

/// <summary><c>kafka-cluster list-endpoints</c>: brokers, or controllers when it was connected to those.</summary>
internal static class ListEndpoints
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, bool includeFenced, CancellationToken cancel)
    {
        if (client.AsksControllers && includeFenced)
            throw JavaException.IllegalArgument("The option --include-fenced-brokers is only supported with --bootstrap-server option");
        var nodes = (await client.DescribeClusterAsync(cancel, includeFenced: includeFenced)).Brokers;
        if (nodes.Count == 0)
        {
            context.Line("No endpoints found.");
            return;
        }
        var width = Math.Max(9, nodes.Max(n => n.Host.Length));
        string Row(string id, string host, string port, string rack, string state, string type)
        {
            var start = $"{id,-10} {host.PadRight(width)} {port,-10} {rack,-10} ";
            return (client.AsksControllers ? start : $"{start}{state,-10} ") + $"{type,-15}";
        }
        context.Line(Row("ID", "HOST", "PORT", "RACK", "STATE", "ENDPOINT_TYPE"));
        foreach (var node in nodes.OrderBy(n => n.BrokerId))
        {
            context.Line(Row(node.BrokerId.ToString(CultureInfo.InvariantCulture), node.Host, node.Port.ToString(CultureInfo.InvariantCulture), node.Rack ?? "null",
                node.IsFenced ? "fenced" : "unfenced", client.AsksControllers ? "controller" : "broker"));
        }
    }
}
