using System.Diagnostics;
using System.Globalization;
using KafkaQuiz.Practice;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>What clusters hold that do nothing.</summary>
internal static class MemoryUse
{
    public static async Task EmptyAsync()
    {
        const int count = 50;
        await using (await PracticeCluster.StartAsync())
        {
            // What is shared by all is made by the first.
        }
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clusters = new List<PracticeCluster>();
        for (var i = 0; i < count; i++)
            clusters.Add(await PracticeCluster.StartAsync());
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        foreach (var cluster in clusters)
            await cluster.DisposeAsync();
        ClusterRun.Show("an empty cluster, managed memory", string.Create(CultureInfo.InvariantCulture, $"{held / count / 1024} KiB"));
    }

    /// <summary>A thousand clusters alive at once, each of which answers a request.</summary>
    public static async Task ThousandAsync()
    {
        var began = Stopwatch.GetTimestamp();
        var clusters = new List<PracticeCluster>();
        for (var i = 0; i < 1000; i++)
            clusters.Add(await PracticeCluster.StartAsync());
        var started = Stopwatch.GetElapsedTime(began);
        foreach (var cluster in clusters)
        {
            foreach (var address in cluster.BootstrapServers.Split(','))
            {
                await using var connection = await KafkaConnection.OpenAsync(System.Net.IPEndPoint.Parse(address), new());
                await connection.SendAsync(new MetadataRequest());
            }
        }
        var files = Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;
        ClusterRun.Show("1,000 clusters of three brokers", string.Create(CultureInfo.InvariantCulture, $"{ServerProcess.ResidentMiB(Process.GetCurrentProcess())} MiB resident, {files} open files, started in {started.TotalSeconds:0.0} s"));
        foreach (var cluster in clusters)
            await cluster.DisposeAsync();
    }
}
