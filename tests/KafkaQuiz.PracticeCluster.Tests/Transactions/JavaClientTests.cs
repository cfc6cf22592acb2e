using System.Diagnostics;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Tests.Tools;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Transaction version 2 as Kafka's Java client, the only one that speaks it, goes through it: JavaTransactions.java, a line a step.</summary>
public sealed class JavaClientTests
{
    [Fact]
    public async Task Javas_producer_gets_what_Kafka_gives_it()
    {
        KafkaTool.SkipIfMissing();
        var cancel = TestContext.Current.CancellationToken;
        await using var cluster = await PracticeCluster.StartAsync(new() { Seed = 1 }, cancel);
        var lines = await RunAsync(cluster, cancel);
        Assert.Equal(
        [
            "started: Empty, epoch 0, []",
            "open: Ongoing, epoch 0, [out-0, out-1]",
            "committed: CompleteCommit, epoch 1, []",
            "aborted: CompleteAbort, epoch 2, []",
            "committed nothing: CompleteAbort, epoch 2, []",
            "committed again: CompleteCommit, epoch 3, []",
            "committed records: [a, b], all: [a, never, b]",
            "another started: Empty, epoch 6, []",
            "the first is told: InvalidProducerEpochException, InvalidProducerEpochException",
            "committed records: [a, b, heir]",
            "classic open: Ongoing, epoch 0, [__consumer_offsets, out-1]",
            "classic read [0, 1, 2, 3], committed 2",
            "consumer open: Ongoing, epoch 0, [__consumer_offsets, out-1]",
            "consumer read [0, 1, 2, 3], committed 2",
            "open in out-1: 1",
            "fenced: Empty, epoch 2, []",
            "the fenced is told: ProducerFencedException",
            "ongoing: 0",
        ], lines);
        Assert.Null(cluster.LastFault);
    }

    private static async Task<string[]> RunAsync(PracticeCluster cluster, CancellationToken cancel)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Transactions", "JavaTransactions.java");
        var start = new ProcessStartInfo("java", ["-cp", Path.Combine(KafkaTool.Home!, "libs", "*"), program, cluster.BootstrapServers, "classic", "consumer"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        // It is compiled first, and the machine may be busy.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(RealClient.Patience * 6);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await error);
            return output.TrimEnd('\n').Split('\n');
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
