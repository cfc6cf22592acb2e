using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Consumer;

/// <summary>kafka-console-consumer: prints a topic's records (ConsoleConsumer.java).</summary>
internal sealed class ConsumerTool : Tool
{
    private const string Logger = "org.apache.kafka.tools.consumer.ConsoleConsumer";

    public override string Name => "kafka-console-consumer";

    public override bool EndsItself => true;

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        var options = ConsumerOptions.Parse(context);
        try
        {
            await ConsumeAsync(context, options, cancel);
            return context.Interrupted.IsCancellationRequested ? 130 : 0;
        }
        catch (JavaException e)
        {
            context.Log("ERROR", "Unknown error when running consumer: ", Logger);
            context.Error.Write(e.Trace());
            return 1;
        }
    }

    private static async Task ConsumeAsync(ToolContext context, ConsumerOptions options, CancellationToken cancel)
    {
        await using var client = context.Connect(options.BootstrapServers, options.Settings.Properties, "console-consumer", "Consumer");
        RecordSource source = options.Partition is { } partition
            ? new AssignedPartition(context, client, options.Settings, partition, options.Offset)
            : RecordSource.InGroup(context, client, options.Settings);
        if (options.Partition is null && options.Settings.Protocol == "classic")
        {
            context.ErrorLine("The consumer rebalance protocol (KIP-848) is production-ready! Set group.protocol=consumer to try it out. See https://kafka.apache.org/documentation/#consumer_rebalance_protocol");
        }
        var count = 0L;
        try
        {
            var most = Math.Min(options.MaxMessages ?? long.MaxValue, context.Session.Limits.Records);
            while (count < most && await NextAsync(context, source, options.TimeoutMs, cancel) is { } record)
            {
                count++;
                options.Formatter.Write(record, context.Out);
            }
            if (count == context.Session.Limits.Records && count != options.MaxMessages)
                throw Shell.ShellFault.Refused($"레코드 {count:N0}개를 읽어 멈췄습니다.", $"Stopped after {count:N0} records.");
        }
        finally
        {
            await source.CloseAsync(cancel);
            context.ErrorLine($"Processed a total of {count} messages");
        }
    }

    /// <summary>The next record; null when the consumer is interrupted or, having logged why, ends.</summary>
    private static async Task<ConsumedRecord?> NextAsync(ToolContext context, RecordSource source, long timeoutMs, CancellationToken cancel)
    {
        try
        {
            var start = context.Session.Time.GetTimestamp();
            while (!context.Interrupted.IsCancellationRequested)
            {
                if (await source.NextAsync(cancel) is { } record)
                    return record;
                if (context.Session.Time.GetElapsedTime(start).TotalMilliseconds > timeoutMs)
                    throw JavaException.Kafka("TimeoutException", null);
            }
        }
        catch (JavaException e)
        {
            context.Log("ERROR", "Error processing message, terminating consumer process: ", Logger);
            context.Error.Write(e.Trace());
        }
        return null;
    }
}
