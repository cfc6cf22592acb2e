using System.Diagnostics;
using System.Globalization;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>A process of its own that serves a practice cluster; it ends with its standard input, so with this process.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string bootstrapServers) => (_process, BootstrapServers) = (process, bootstrapServers);

    public string BootstrapServers { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var process = Child("serve");
        return new(process, (await process.StandardOutput.ReadLineAsync())!);
    }

    /// <summary>What the child does.</summary>
    public static async Task<int> ServeAsync()
    {
        await using var cluster = await PracticeCluster.StartAsync(new() { MemoryLimit = 1024L * 1024 * 1024 });
        Console.WriteLine(cluster.BootstrapServers);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    /// <summary>This program again, in another role.</summary>
    public static Process Child(string role) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cluster", role]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public long ResidentMiB() => ResidentMiB(_process);

    public static long ResidentMiB(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 / 1024 / 1024;
    }

    /// <summary>Of every Java process that this one has started.</summary>
    public static long ChildrenResidentMiB() => Children().Sum(ResidentMiB);

    public static TimeSpan ChildrenProcessorTime() => Children().Aggregate(TimeSpan.Zero, (sum, child) => sum + child.TotalProcessorTime);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static List<Process> Children() => [.. Process.GetProcessesByName("java").Where(java => Ancestors(java.Id).Contains(Environment.ProcessId))];

    private static IEnumerable<int> Ancestors(int id)
    {
        for (var parent = Parent(id); parent > 1; parent = Parent(parent))
            yield return parent;
    }

    /// <summary>The fourth field of /proc/ID/stat, after the name in parentheses.</summary>
    private static int Parent(int id) => File.Exists($"/proc/{id}/stat") && File.ReadAllText($"/proc/{id}/stat") is var stat
        ? int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture) : 0;
}
