using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Console.Topics;

namespace KafkaQuiz.Console.GetOffsets;

/// <summary>kafka-get-offsets: offsets of partitions by time (GetOffsetShell.java).</summary>
internal sealed class GetOffsetsTool : Tool
{
    private const string Purpose = "An interactive shell for getting topic-partition offsets.";
    private static readonly Usage Usage = Usage.Of("kafka-get-offsets");

    public override string Name => "kafka-get-offsets";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            await PrintAsync(context, Parse(context), cancel);
            return 0;
        }
        catch (TerseException e)
        {
            context.ErrorLine("Error occurred: " + e.Message);
            return 1;
        }
        catch (JavaException e)
        {
            context.ErrorLine("Error occurred: " + e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static OptionSet Parse(ToolContext context)
    {
        if (context.Arguments.Count == 0)
            throw context.UsageAndExit(Usage, Purpose);
        OptionSet options;
        try
        {
            options = OptionParser.Parse(Usage, context.Arguments);
        }
        catch (JavaException e)
        {
            throw new TerseException(e.MessageText);
        }
        context.MaybePrintHelpOrVersion(options, Purpose);
        context.CheckRequired(options, "bootstrap-server");
        context.CheckBootstrapServer(options, options.ValueOf("bootstrap-server"));
        return options;
    }

    private static async Task PrintAsync(ToolContext context, OptionSet options, CancellationToken cancel)
    {
        if (options.Has("topic-partitions") && (options.Has("topic") || options.Has("partitions")))
            throw new TerseException("--topic-partitions cannot be used with --topic or --partitions");
        var time = Time(options.ValueOf("time")!);
        var filter = options.Has("topic-partitions")
            ? PartitionFilter.OfRules(options.ValueOf("topic-partitions")!)
            : PartitionFilter.OfTopicAndPartitions(options.ValueOf("topic") ?? ".*", options.ValueOf("partitions"));
        await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(options.ValueOf("command-config")), "GetOffsetShell");
        var metadata = await client.MetadataAsync(null, false, "listTopics", cancel);
        var partitions = metadata.Topics
            .Where(t => t.Name is not null && !(options.Has("exclude-internal-topics") && TopicFilter.IsInternal(t.Name)))
            .SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Name!, p.PartitionIndex)))
            .Where(filter.IsMatch).ToList();
        if (partitions.Count == 0)
            throw new TerseException("Could not match any topic-partitions with the specified filters");
        var offsets = await OffsetCalls.ListAsync(client, partitions, time, cancel);
        // Errors come in the order of the partitions, offsets in that of their names.
        foreach (var (partition, (_, error)) in offsets)
        {
            if (error is not null)
                context.ErrorLine($"Skip getting offsets for topic-partition {partition} due to error: {error}");
        }
        foreach (var (partition, (offset, error)) in offsets.OrderBy(o => o.Key.ToString(), StringComparer.Ordinal))
        {
            if (error is null && offset != -1)
                context.Line($"{partition.Topic}:{partition.Partition}:{offset}");
        }
    }

    private static long Time(string text) => text switch
    {
        "latest" => OffsetCalls.Latest,
        "earliest" => OffsetCalls.Earliest,
        "max-timestamp" => -3,
        "earliest-local" => -4,
        "latest-tiered" => -5,
        "earliest-pending-upload" => -6,
        _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timestamp)
            ? timestamp
            : throw new TerseException($"Malformed time argument {text}. Please use -1 or latest / -2 or earliest / -3 or max-timestamp / -4 or earliest-local / -5 or latest-tiered / -6 or earliest-pending-upload, or a specified long format timestamp"),
    };
}
