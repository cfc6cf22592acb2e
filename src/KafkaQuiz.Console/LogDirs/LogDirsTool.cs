using System.Text;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Console.Topics;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.LogDirs;

/// <summary>kafka-log-dirs: sizes of replicas on the brokers' disks, as JSON (LogDirsCommand.java).</summary>
internal sealed class LogDirsTool : Tool
{
    private static readonly Usage Usage = Usage.Of("kafka-log-dirs");

    public override string Name => "kafka-log-dirs";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = OptionParser.Parse(Usage, context.Arguments);
            context.MaybePrintHelpOrVersion(options, "This tool helps to query log directory usage on the specified brokers.");
            context.CheckRequired(options, "bootstrap-server", "describe");
            await PrintAsync(context, options, cancel);
            return 0;
        }
        catch (TerseException e)
        {
            context.ErrorLine(e.Message);
            return 1;
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static async Task PrintAsync(ToolContext context, OptionSet options, CancellationToken cancel)
    {
        await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(options.ValueOf("command-config")), "log-dirs-tool");
        var topics = Split(options.ValueOf("topic-list")).ToHashSet(StringComparer.Ordinal);
        var live = (await client.DescribeClusterAsync(cancel)).Brokers.Select(b => b.BrokerId).ToList();
        var asked = Split(options.ValueOf("broker-list")).Select(ReplicaAssignment.Number).ToList();
        var missing = asked.Except(live).ToList();
        if (missing.Count > 0)
            throw new TerseException($"ERROR: The given brokers do not exist from --broker-list: {List(missing)}. Current existent brokers: {List(live)}");
        var brokers = JavaHash.Order(asked.Count == 0 ? live : asked.Intersect(live));
        context.Line("Querying brokers for log directories information");
        var answers = await Task.WhenAll(brokers.Select(b => client.AskAsync(b, new DescribeLogDirsRequest { Topics = null }, "describeLogDirs", cancel)));
        context.Line("Received log directory information from brokers " + List(brokers));
        context.Line(Json(brokers.Zip(answers), topics));
    }

    private static string Json(IEnumerable<(int Broker, DescribeLogDirsResponse Answer)> brokers, HashSet<string> topics)
    {
        // Key order is that of Java's map of these names.
        var text = new StringBuilder("{\"brokers\":[");
        text.AppendJoin(',', brokers.Select(b => $"{{\"broker\":{b.Broker},\"logDirs\":[{string.Join(",", b.Answer.Results.Select(r => Directory(r, topics)))}]}}"));
        return text.Append("],\"version\":1}").ToString();
    }

    private static string Directory(DescribeLogDirsResponse.DescribeLogDirsResult directory, HashSet<string> topics)
    {
        var replicas = directory.Topics.SelectMany(t => t.Partitions.Select(p => (Key: new TopicPartition(t.Name, p.PartitionIndex), Replica: p))).ToDictionary(r => r.Key, r => r.Replica);
        var partitions = JavaHash.Order(replicas.Keys.Where(k => topics.Count == 0 || topics.Contains(k.Topic))).Select(k =>
            $"{{\"partition\":\"{k}\",\"size\":{replicas[k].PartitionSize},\"offsetLag\":{replicas[k].OffsetLag},\"isFuture\":{(replicas[k].IsFutureKey ? "true" : "false")}}}");
        var error = directory.ErrorCode == ErrorCode.None ? "null" : $"\"{KafkaErrors.Exception(directory.ErrorCode).ClassName}\"";
        return $"{{\"partitions\":[{string.Join(",", partitions)}],\"error\":{error},\"logDir\":\"{directory.LogDir}\"}}";
    }

    private static IEnumerable<string> Split(string? list) => (list ?? "").Split(',').Where(p => p.Length > 0);

    private static string List(IEnumerable<int> ids) => string.Join(",", JavaHash.Order(ids));
}
