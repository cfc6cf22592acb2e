using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Console.Producer;

namespace KafkaQuiz.Console.PerfTest;

/// <summary>
/// kafka-producer-perf-test: writes records as fast as asked and prints rate and latency (ProducerPerformance.java). The rates are those of
/// this console's producer. There are no metrics of a Java client to print.
/// </summary>
internal sealed class ProducerPerfTool : Tool
{
    private const string ClientId = "perf-producer-client";

    public override string Name => "kafka-producer-perf-test";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = ProducerPerfOptions.Parse(context, ArgparseParser.Parse(Name, context.Arguments));
            if (options.NumRecords > context.Session.Limits.Records)
                throw Shell.ShellFault.Refused($"레코드는 한 번에 {context.Session.Limits.Records:N0}개까지 보낼 수 있습니다.", $"At most {context.Session.Limits.Records:N0} records at once.");
            await ProduceAsync(context, options, cancel);
            return 0;
        }
        catch (ArgparseFault fault) when (fault.IsHelp || context.Arguments.Count == 0)
        {
            context.Out.Write(ArgparsePage.Of(Name).Text);
            return fault.IsHelp ? 1 : 0;
        }
        catch (ArgparseFault fault)
        {
            throw fault.Print(context, Name);
        }
        catch (JavaException e)
        {
            context.Error.Write("Exception in thread \"main\" " + e.Trace());
            return 1;
        }
    }

    private static async Task ProduceAsync(ToolContext context, ProducerPerfOptions options, CancellationToken cancel)
    {
        var config = ProducerConfig.Of(options.Properties);
        await using var client = context.Connect(options.Properties["bootstrap.servers"], options.Properties, ClientId, "Producer");
        var total = new ProducerStats(context, options, options.NumRecords, "");
        ProducerStats? steady = null;
        var sender = new RecordSender(context, client, config, options.Topic, (records, error) =>
        {
            if (error is not null)
            {
                foreach (var _ in records)
                    context.Error.Write(error.Trace());
                // A transaction that lost a record cannot be committed.
                if (config.TransactionalId is not null)
                    throw error;
                return;
            }
            foreach (var record in records)
            {
                total.Acknowledged(record);
                steady?.Acknowledged(record);
            }
        });
        if (sender.Transaction is { } transaction)
            await transaction.InitAsync(cancel);
        if (options.WarmupRecords > 0)
            context.Line($"Warmup first {options.WarmupRecords} records. Steady state results will print after the complete test summary.");
        total.Begin();
        var throttle = new Throttle(context.Session.Time, options.Throughput);
        var began = 0L;
        var open = false;
        for (var i = 0L; i < options.NumRecords; i++)
        {
            var now = context.Milliseconds;
            if (sender.Transaction is not null && !open)
                (began, open) = (now, true);
            if (options.WarmupRecords > 0 && i == options.WarmupRecords)
            {
                await sender.FlushAsync(cancel);
                total.IsSilent = true;
                steady = new ProducerStats(context, options, options.NumRecords - options.WarmupRecords, " steady state");
                steady.Begin();
                now = steady.StartMs;
            }
            await sender.SendAsync(new Record { Timestamp = now, Value = options.Payload(context.Random, i) }, cancel);
            if (open && options.TransactionDurationMs <= now - began)
            {
                await CommitAsync(sender, cancel);
                open = false;
            }
            var wait = throttle.DelayAsync(i, cancel);
            await sender.WhileLingeringAsync(wait, cancel);
            await wait;
        }
        if (open)
            await CommitAsync(sender, cancel);
        await sender.FlushAsync(cancel);
        total.PrintTotal();
        steady?.PrintTotal();
        if (options.PrintMetrics)
            context.ErrorLine(context.Session.Text("이 콘솔의 프로듀서에는 Java 클라이언트의 메트릭이 없어 --print-metrics로 출력할 것이 없습니다.", "This console's producer has no metrics of a Java client, so --print-metrics adds nothing."));
    }

    private static async Task CommitAsync(RecordSender sender, CancellationToken cancel)
    {
        await sender.FlushAsync(cancel);
        await sender.Transaction!.EndAsync(commit: true, cancel);
    }
}
