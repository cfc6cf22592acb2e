using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Consumer;

/// <summary>kafka-console-consumer's options, checked in the tool's order (ConsoleConsumerOptions.java).</summary>
internal sealed class ConsumerOptions
{
    private static readonly Usage Usage = Usage.Of("kafka-console-consumer");
    private readonly OptionSet _set;

    private ConsumerOptions(OptionSet set, IReadOnlyDictionary<string, string> properties)
    {
        _set = set;
        Settings = new ConsumerSettings(properties) { Topic = set.ValueOf("topic"), Include = set.ValueOf("include") };
    }

    public string BootstrapServers => _set.ValueOf("bootstrap-server")!;

    public ConsumerSettings Settings { get; }

    public int? Partition => _set.Int("partition");

    /// <summary>An offset, or <see cref="OffsetCalls.Earliest"/> or <see cref="OffsetCalls.Latest"/>; with <see cref="Partition"/> alone.</summary>
    public long Offset { get; private init; }

    /// <summary>Null for no limit.</summary>
    public long? MaxMessages => _set.Int("max-messages") is { } count && count != -1 ? count : null;

    /// <summary>Milliseconds to wait for a record.</summary>
    public long TimeoutMs { get; private init; }

    public RecordFormatter Formatter { get; private init; } = null!;

    public static ConsumerOptions Parse(ToolContext context)
    {
        OptionSet set;
        try
        {
            set = OptionParser.Parse(Usage, context.Arguments);
        }
        catch (JavaException e)
        {
            throw context.UsageAndExit(Usage, e.MessageText);
        }
        context.MaybePrintHelpOrVersion(set, "This tool helps to read data from Kafka topics and outputs it to standard output.");
        try
        {
            CheckRequired(context, set);
            var properties = ConsumerProperties.Of(context, set);
            var timeout = set.Long("timeout-ms") ?? -1;
            return new ConsumerOptions(set, properties)
            {
                Offset = ParseOffset(context, set),
                TimeoutMs = timeout >= 0 ? timeout : long.MaxValue,
                Formatter = RecordFormatter.Create(context, set),
            };
        }
        catch (JavaException e)
        {
            context.Error.Write("Exception in thread \"main\" " + e.Trace());
            throw new ToolExitException(1);
        }
    }

    private static void CheckRequired(ToolContext context, OptionSet set)
    {
        context.CheckExactlyOne(set, "topic", "include");
        if (set.Int("partition") is not null)
        {
            if (!set.Has("topic"))
                throw context.UsageAndExit(Usage, "The topic is required when partition is specified.");
            if (set.Has("from-beginning") && set.Has("offset"))
                throw context.UsageAndExit(Usage, "Options from-beginning and offset cannot be specified together.");
        }
        else if (set.Has("offset"))
            throw context.UsageAndExit(Usage, "The partition is required when offset is specified.");
        context.CheckRequired(set, "bootstrap-server");
    }

    private static long ParseOffset(ToolContext context, OptionSet set)
    {
        if (!set.Has("offset"))
            return set.Has("from-beginning") ? OffsetCalls.Earliest : OffsetCalls.Latest;
        var text = set.ValueOf("offset")!;
        return text.ToLowerInvariant() switch
        {
            "earliest" => OffsetCalls.Earliest,
            "latest" => OffsetCalls.Latest,
            _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) && offset >= 0
                ? offset
                : throw context.UsageAndExit(Usage, $"The provided offset value '{text}' is incorrect. Valid values are 'earliest', 'latest', or a non-negative long."),
        };
    }
}
