using System.Globalization;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Producer;

/// <summary>kafka-console-producer: a record per line of standard input (ConsoleProducer.java).</summary>
internal sealed class ProducerTool : Tool
{
    private static readonly Usage Usage = Usage.Of("kafka-console-producer");

    public override string Name => "kafka-console-producer";

    public override bool EndsItself => true;

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = Parse(context);
            var reader = new LineReader(ReaderProperties(context, options));
            var config = ProducerConfig.Of(context, options);
            await using var client = context.Connect(options.ValueOf("bootstrap-server")!, config.Properties, "console-producer", "Producer");
            var topic = options.ValueOf("topic")!;
            var sender = new RecordSender(context, client, config, topic, (records, error) => Completed(context, topic, config.Sync, records, error));
            await LoopAsync(context, reader, sender, topic, cancel);
            return context.Interrupted.IsCancellationRequested ? 130 : 0;
        }
        catch (JavaException e) when (e.ClassName.StartsWith("joptsimple.", StringComparison.Ordinal))
        {
            context.ErrorLine(e.MessageText);
            return 1;
        }
        catch (JavaException e)
        {
            context.Error.Write(e.Trace());
            return 1;
        }
    }

    private static async Task LoopAsync(ToolContext context, LineReader reader, RecordSender sender, string topic, CancellationToken cancel)
    {
        try
        {
            var count = 0L;
            while (true)
            {
                if (context.Interactive)
                    context.Out.Write(">");
                var (line, ended) = await sender.WhileLingeringAsync(context.Input, context.Interrupted, cancel);
                if (ended || context.Interrupted.IsCancellationRequested)
                    return;
                if (++count > context.Session.Limits.Records)
                    throw Shell.ShellFault.Refused($"레코드는 한 번에 {context.Session.Limits.Records:N0}개까지 보낼 수 있습니다.", $"At most {context.Session.Limits.Records:N0} records at once.");
                var record = reader.Parse(line!, context.Milliseconds);
                // The tool never begins a transaction: its client refuses the first record.
                if (sender.Transaction is not null)
                    throw new JavaException("java.lang.IllegalStateException", $"Cannot add partition {topic}-{await sender.PartitionAsync(record, cancel)} to transaction before completing a call to initTransactions");
                await sender.SendAsync(record, cancel);
            }
        }
        finally
        {
            // What was read before a fault or Ctrl+C is sent, as the producer's shutdown hook does.
            await sender.FlushAsync(cancel);
        }
    }

    /// <summary>What ErrorLoggingCallback logs; with <c>--sync</c> the tool ends with the exception instead.</summary>
    private static void Completed(ToolContext context, string topic, bool sync, IReadOnlyList<Record> records, JavaException? error)
    {
        if (error is null)
            return;
        if (sync)
            throw JavaException.Execution(error);
        foreach (var record in records)
        {
            var key = record.Key is { } k ? k.Length.ToString(CultureInfo.InvariantCulture) + " bytes" : "null";
            var value = record.Value is { } v ? v.Length.ToString(CultureInfo.InvariantCulture) + " bytes" : "null";
            context.Log("ERROR", $"Error when sending message to topic {topic} with key: {key}, value: {value} with error:", "org.apache.kafka.clients.producer.internals.ErrorLoggingCallback");
            context.Error.Write(error.Trace());
        }
    }

    private static OptionSet Parse(ToolContext context)
    {
        OptionSet options;
        try
        {
            options = OptionParser.Parse(Usage, context.Arguments);
        }
        catch (JavaException e)
        {
            throw context.UsageAndExit(Usage, e.MessageText);
        }
        context.MaybePrintHelpOrVersion(options, "This tool helps to read data from standard input and publish it to Kafka.");
        context.CheckRequired(options, "topic");
        foreach (var (now, old) in new[] { ("command-config", "producer.config"), ("command-property", "producer-property"), ("reader-property", "property") })
        {
            if (options.Has(now) && options.Has(old))
                throw context.UsageAndExit(Usage, $"Options --{now} and --{old} cannot be specified together.");
        }
        foreach (var (old, now) in new[] { ("producer-property", "command-property"), ("producer.config", "command-config"), ("property", "reader-property") })
        {
            if (options.Has(old))
                context.Line($"Warning: --{old} is deprecated and will be removed in a future version. Use --{now} instead.");
        }
        if (options.Has("max-partition-memory-bytes"))
            context.Line("Warning: --max-partition-memory-bytes is deprecated and will be removed in Apache Kafka 5.0. Use --batch-size instead.");
        context.CheckBootstrapServer(options, options.ValueOf("bootstrap-server"));
        return options;
    }

    private static Dictionary<string, string> ReaderProperties(ToolContext context, OptionSet options)
    {
        if (options.ValueOf("line-reader") != "org.apache.kafka.tools.LineMessageReader")
            throw new JavaException("java.lang.ClassNotFoundException", options.ValueOf("line-reader"));
        var properties = context.Properties(options.ValueOf("reader-config"));
        foreach (var (key, value) in UsageChecks.KeyValues(options.ValuesOf(options.Has("property") ? "property" : "reader-property")))
            properties[key] = value;
        return properties;
    }
}
