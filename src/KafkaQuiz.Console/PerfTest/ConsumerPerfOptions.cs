using System.Globalization;
using KafkaQuiz.Console.Consumer;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.PerfTest;

/// <summary>kafka-consumer-perf-test's options (ConsumerPerformance.ConsumerPerfOptions). The header is printed before values are read.</summary>
internal sealed class ConsumerPerfOptions
{
    private static readonly Usage Usage = Usage.Of("kafka-consumer-perf-test");
    private readonly ToolContext _context;
    private readonly OptionSet _set;
    private readonly JavaDateFormat _date;

    private ConsumerPerfOptions(ToolContext context, OptionSet set, ConsumerSettings settings)
    {
        (_context, _set, Settings) = (context, set, settings);
        // A default with a blank in it is not read out of the usage text.
        _date = JavaDateFormat.Parse(set.Has("date-format") ? set.ValueOf("date-format")! : "yyyy-MM-dd HH:mm:ss:SSS");
        ReportingIntervalMs = set.Long("reporting-interval")!.Value;
        if (ReportingIntervalMs <= 0)
            throw JavaException.IllegalArgument("Reporting interval must be greater than 0.");
        NumRecords = set.Long(set.Has("num-records") ? "num-records" : "messages")!.Value;
        TimeoutMs = set.Long("timeout")!.Value;
    }

    public string BootstrapServers => _set.ValueOf("bootstrap-server")!;

    public ConsumerSettings Settings { get; }

    public long NumRecords { get; }

    /// <summary>Between two records, milliseconds.</summary>
    public long TimeoutMs { get; }

    public long ReportingIntervalMs { get; }

    public bool ShowDetailedStats => _set.Has("show-detailed-stats");

    public bool PrintMetrics => _set.Has("print-metrics");

    /// <summary>Milliseconds since 1970 in the tool's date format and the session's time zone.</summary>
    public string Date(long milliseconds) => _date.Format(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), _context.Session.Time.LocalTimeZone));

    public static ConsumerPerfOptions Parse(ToolContext context)
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
        context.MaybePrintHelpOrVersion(set, "This tool is used to verify the consumer performance.");
        context.CheckExactlyOne(set, "topic", "include");
        context.CheckExactlyOne(set, "messages", "num-records");
        context.CheckInvalid(set, "consumer.config", "command-config");
        context.CheckRequired(set, "bootstrap-server");
        if (set.Has("messages"))
            context.Line("Warning: --messages is deprecated. Use --num-records instead.");
        if (set.Has("consumer.config"))
            context.Line("Warning: --consumer.config is deprecated. Use --command-config instead.");
        if (!set.Has("hide-header"))
            PrintHeader(context, set.Has("show-detailed-stats"));
        return new ConsumerPerfOptions(context, set, ReadSettings(context, set));
    }

    private static ConsumerSettings ReadSettings(ToolContext context, OptionSet set)
    {
        var properties = context.Properties(set.ValueOf(set.Has("consumer.config") ? "consumer.config" : "command-config"));
        foreach (var (key, value) in UsageChecks.KeyValues(set.ValuesOf("command-property")))
            properties[key] = value;
        properties["group.id"] = set.Has("group") ? set.ValueOf("group")! : "perf-consumer-" + context.Random.Next(100000).ToString(CultureInfo.InvariantCulture);
        properties["auto.offset.reset"] = set.Has("from-latest") ? "latest" : "earliest";
        properties.TryAdd("client.id", "perf-consumer-client");
        return new ConsumerSettings(properties) { Topic = set.ValueOf("topic"), Include = set.ValueOf("include") };
    }

    private static void PrintHeader(ToolContext context, bool detailed) =>
        context.Line((detailed ? "time, threadId" : "start.time, end.time") + ", data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec");
}
