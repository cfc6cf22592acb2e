using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.LeaderElection;

/// <summary>kafka-leader-election: preferred or unclean election (LeaderElectionCommand.java).</summary>
internal sealed class LeaderElectionTool : Tool
{
    private static readonly Usage Usage = Usage.Of("kafka-leader-election");

    public override string Name => "kafka-leader-election";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = OptionParser.Parse(Usage, context.Arguments);
            context.MaybePrintHelpOrVersion(options,
                "This tool attempts to elect a new leader for a set of topic partitions. The type of elections supported are preferred replicas and unclean replicas.");
            Validate(context, options);
            var election = ElectionType(options.ValueOf("election-type")!);
            List<TopicPartition>? partitions = options.ValueOf("path-to-json-file") is { } path
                ? ElectionFile.Parse(Read(context, path))
                : options.ValueOf("topic") is { } topic ? [new TopicPartition(topic, options.Int("partition")!.Value)] : null;
            var config = options.ValueOf("command-config");
            if (options.Has("admin.config"))
            {
                context.Line("Option --admin.config has been deprecated and will be removed in a future version. Use --command-config instead.");
                config = options.ValueOf("admin.config");
            }
            await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(config));
            await ElectAsync(context, client, election, partitions, cancel);
            return 0;
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static string Read(ToolContext context, string path)
    {
        try
        {
            return context.File(path);
        }
        catch (JavaException e)
        {
            throw JavaException.Runtime(e);
        }
    }

    private static void Validate(ToolContext context, OptionSet options)
    {
        var missing = new[] { "bootstrap-server", "election-type" }.Where(n => !options.Has(n)).ToList();
        if (missing.Count > 0)
            throw Failed("Missing required option(s): " + string.Join(", ", missing));
        context.CheckInvalid(options, "admin.config", "command-config");
        string[] scopes = ["topic", "all-topic-partitions", "path-to-json-file"];
        if (scopes.Count(options.Has) != 1)
            throw Failed("One and only one of the following options is required: " + string.Join(", ", scopes));
        if (options.Has("topic") && !options.Has("partition"))
            throw Failed("Missing required option(s): partition");
        if (!options.Has("topic") && options.Has("partition"))
            throw Failed("Option partition is only allowed if topic is used");
    }

    private static sbyte ElectionType(string text) => text.ToUpperInvariant() switch
    {
        "PREFERRED" => 0,
        "UNCLEAN" => 1,
        _ => throw OptionSet.CannotParse("election-type", text,
            new JavaException("joptsimple.ValueConversionException", $"Value [{text}] is not one of [[PREFERRED,UNCLEAN]]")),
    };

    private static async Task ElectAsync(ToolContext context, ClusterClient client, sbyte election, List<TopicPartition>? partitions, CancellationToken cancel)
    {
        var request = new ElectLeadersRequest
        {
            ElectionType = election,
            TopicPartitions = partitions is null ? null : [.. partitions.GroupBy(p => p.Topic).Select(g =>
                new ElectLeadersRequest.TopicPartitionsData { Topic = g.Key, Partitions = [.. g.Select(p => p.Partition)] })],
        };
        var response = await client.AskAsync(request, "electLeaders", cancel);
        if (response.ErrorCode != ErrorCode.None)
            throw JavaException.Runtime(JavaException.Execution(KafkaErrors.Exception(response.ErrorCode)));
        var results = response.ReplicaElectionResults.SelectMany(t => t.PartitionResult.Select(p => (Key: new TopicPartition(t.Topic, p.PartitionId), Result: p))).ToDictionary(r => r.Key, r => r.Result);
        Print(context, "Successfully completed leader election (" + TypeName(election) + ") for partitions ", results, ErrorCode.None);
        Print(context, "Valid replica already elected for partitions ", results, ErrorCode.ElectionNotNeeded);
        var failed = JavaHash.Order(results.Where(r => r.Value.ErrorCode is not (ErrorCode.None or ErrorCode.ElectionNotNeeded)).Select(r => r.Key));
        if (failed.Count == 0)
            return;
        var root = Failed($"{failed.Count} replica(s) could not be elected");
        foreach (var partition in failed)
        {
            var error = KafkaErrors.Exception(results[partition].ErrorCode, results[partition].ErrorMessage);
            context.Line($"Error completing leader election ({TypeName(election)}) for partition: {partition}: {error}");
            root.Suppressed.Add(error);
        }
        throw root;
    }

    private static void Print(ToolContext context, string text, Dictionary<TopicPartition, ElectLeadersResponse.PartitionResultData> results, ErrorCode code)
    {
        var partitions = JavaHash.Order(results.Where(r => r.Value.ErrorCode == code).Select(r => r.Key));
        if (partitions.Count > 0)
            context.Line(text + string.Join(", ", partitions));
    }

    private static string TypeName(sbyte election) => election == 0 ? "PREFERRED" : "UNCLEAN";

    private static JavaException Failed(string message) => new("org.apache.kafka.tools.AdminCommandFailedException", message);
}
