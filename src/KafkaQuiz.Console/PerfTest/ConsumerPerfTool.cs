using System.Globalization;
using KafkaQuiz.Console.Consumer;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.PerfTest;

/// <summary>kafka-consumer-perf-test: reads records and prints the rates (ConsumerPerformance.java). The rates are those of this console's consumer.</summary>
internal sealed class ConsumerPerfTool : Tool
{
    /// <summary><c>max.poll.records</c>: the tool looks at its count only between polls, so that it may read some records more than asked.</summary>
    private const int MaxPollRecords = 500;

    private const string ClientId = "perf-consumer-client";

    public override string Name => "kafka-consumer-perf-test";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = ConsumerPerfOptions.Parse(context);
            await using var client = context.Connect(options.BootstrapServers, options.Settings.Properties, ClientId, "Consumer");
            var stats = new ConsumerStats(context, options);
            var source = RecordSource.InGroup(context, client, options.Settings, stats);
            await ConsumeAsync(context, source, options, stats, cancel);
            stats.End();
            await source.CloseAsync(cancel);
            stats.PrintTotal();
            if (options.PrintMetrics)
                context.ErrorLine(context.Session.Text("이 콘솔의 컨슈머에는 Java 클라이언트의 메트릭이 없어 --print-metrics로 출력할 것이 없습니다.", "This console's consumer has no metrics of a Java client, so --print-metrics adds nothing."));
            return 0;
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    private static async Task ConsumeAsync(ToolContext context, GroupSource source, ConsumerPerfOptions options, ConsumerStats stats, CancellationToken cancel)
    {
        var last = context.Session.Time.GetTimestamp();
        while (stats.Records < options.NumRecords && context.Session.Time.GetElapsedTime(last).TotalMilliseconds <= options.TimeoutMs)
        {
            if (await source.NextAsync(cancel) is not { } record)
                continue;
            last = context.Session.Time.GetTimestamp();
            stats.Read(record);
            // What else was fetched belongs to the same poll.
            for (var polled = 1; polled < MaxPollRecords && source.TryNext() is { } more; polled++)
                stats.Read(more);
        }
        if (stats.Records < options.NumRecords)
        {
            context.Line(string.Create(CultureInfo.InvariantCulture,
                $"WARNING: Exiting before consuming the expected number of records: timeout ({options.TimeoutMs} ms) exceeded. You can use the --timeout option to increase the timeout."));
        }
    }
}
