using System.Diagnostics;
using System.Globalization;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Benchmarks.Cluster;

/// <summary>How long three brokers take until they serve.</summary>
internal static class StartTimes
{
    private const int Warm = 300;
    private const int Cold = 15;

    public static async Task WarmAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < Warm + 50; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await using var cluster = await PracticeCluster.StartAsync();
            if (i >= 50)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        Report($"three brokers ready, warm ({Warm} starts)", times);
    }

    /// <summary>The first cluster of a new process, from the call to the answer, without the runtime's own start.</summary>
    public static async Task ColdAsync()
    {
        var (inside, whole) = (new List<double>(), new List<double>());
        for (var i = 0; i < Cold; i++)
        {
            var began = Stopwatch.GetTimestamp();
            using var child = ServerProcess.Child("first");
            inside.Add(double.Parse((await child.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
            whole.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await child.WaitForExitAsync();
        }
        Report($"three brokers ready, first of a process ({Cold} processes)", inside);
        Report("the same, with the start of the process", whole);
    }

    public static async Task<int> PrintFirstAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await using var cluster = await PracticeCluster.StartAsync();
        Console.WriteLine(Stopwatch.GetElapsedTime(began).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Report(string what, List<double> times)
    {
        times.Sort();
        ClusterRun.Show(what, string.Create(CultureInfo.InvariantCulture, $"median {times[times.Count / 2]:0.00} ms, least {times[0]:0.00} ms"));
    }
}
