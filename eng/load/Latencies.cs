using System.Diagnostics;

namespace KafkaQuiz.Load;

/// <summary>How long one kind of request took, from the first byte sent to the last byte read. One per learner, merged at the end: no lock while measuring.</summary>
internal sealed class Latencies
{
    private readonly List<long> ticks = [];

    public int Count => ticks.Count;

    public void Add(long startedAt) => ticks.Add(Stopwatch.GetTimestamp() - startedAt);

    public static Latencies Merge(IEnumerable<Latencies> parts)
    {
        var all = new Latencies();
        foreach (var part in parts) all.ticks.AddRange(part.ticks);
        all.ticks.Sort();
        return all;
    }

    /// <summary>Milliseconds under which that share of the (merged) requests stayed: nearest rank.</summary>
    public double Percentile(double share) =>
        ticks.Count == 0 ? 0 : ticks[Math.Max((int)Math.Ceiling(share * ticks.Count) - 1, 0)] * 1000.0 / Stopwatch.Frequency;
}
