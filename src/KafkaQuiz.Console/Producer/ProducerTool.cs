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
            await using var sender = new RecordSender(context, client, config, options.ValueOf("topic")!);
            await LoopAsync(context, reader, sender, cancel);
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

    private static async Task LoopAsync(ToolContext context, LineReader reader, RecordSender sender, CancellationToken cancel)
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
                await sender.SendAsync(reader.Parse(line!, context.Milliseconds), cancel);
            }
        }
        finally
        {
            // What was read before a fault or Ctrl+C is sent, as the producer's shutdown hook does.
            await sender.FlushAsync(cancel);
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
