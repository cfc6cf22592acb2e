using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>
/// What a practice cluster of three brokers takes, measured and printed as the table of docs/performance.md: <c>cluster [WHAT…]</c> with start, cold,
/// memory, thousand, sleep, metadata, throughput, kafka; all without a name. Processor times are of the server's process.
/// </summary>
internal static class ClusterRun
{
    public static async Task<int> RunAsync(string[] what)
    {
        // Roles of child processes.
        if (what is ["first"])
            return await StartTimes.PrintFirstAsync();
        if (what is ["serve"])
            return await ServerProcess.ServeAsync();
        var load = File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "?";
        Console.WriteLine($"{Environment.ProcessorCount} cores, load average {load} at the start");
        bool Wanted(string name) => what.Length == 0 || what.Contains(name);
        if (Wanted("start"))
            await StartTimes.WarmAsync();
        if (Wanted("cold"))
            await StartTimes.ColdAsync();
        if (Wanted("memory"))
            await MemoryUse.EmptyAsync();
        if (Wanted("thousand"))
            await MemoryUse.ThousandAsync();
        if (Wanted("sleep"))
            await SleepTimes.RunAsync();
        if (Wanted("metadata") || Wanted("throughput"))
        {
            await using var server = await ServerProcess.StartAsync();
            Show("server's memory before records", $"{server.ResidentMiB()} MiB resident");
            await ClientsAsync(server.BootstrapServers, () => server.ProcessorTime(), Wanted);
            Show("server's memory after", $"{server.ResidentMiB()} MiB resident");
        }
        if (Wanted("kafka"))
            await KafkaAsync(Wanted);
        return 0;
    }

    internal static void Show(string what, string measured) => Console.WriteLine($"| {what} | {measured} |");

    private static async Task ClientsAsync(string bootstrap, Func<TimeSpan> processorTime, Func<string, bool> wanted)
    {
        if (wanted("metadata"))
            await MetadataLatency.RunAsync(bootstrap);
        if (wanted("throughput"))
            await Throughput.RunAsync(bootstrap, processorTime);
    }

    /// <summary>The same of Apache Kafka on this machine.</summary>
    private static async Task KafkaAsync(Func<string, bool> wanted)
    {
        if (KafkaHome.Find(out var reason) is not { } home)
        {
            Console.WriteLine($"No real Kafka beside it: {reason}");
            return;
        }
        Console.WriteLine("Apache Kafka, three nodes:");
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await using var kafka = await LocalCluster.StartAsync(home, 3);
        Show("three brokers ready", FormattableString.Invariant($"{System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
        Show("memory", $"{ServerProcess.ChildrenResidentMiB()} MiB resident");
        await ClientsAsync(kafka.BootstrapServers, ServerProcess.ChildrenProcessorTime, name => name is "metadata" or "throughput" && wanted("kafka"));
    }
}
