namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>Tests that measure the process's memory run alone.</summary>
[CollectionDefinition(nameof(MeasuredTests), DisableParallelization = true)]
public sealed class MeasuredTests
{
    public const long MiB = 1024 * 1024;

    /// <summary>Bytes reachable now.</summary>
    public static long Reachable() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>Files that this process may have open.</summary>
    public static int OpenFiles => File.Exists("/proc/self/limits")
        && File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[4] is var hard
        && int.TryParse(hard, out var limit) ? limit : int.MaxValue;
}
