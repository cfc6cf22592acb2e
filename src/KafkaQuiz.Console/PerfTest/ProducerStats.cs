using System.Globalization;

namespace KafkaQuiz.Console.PerfTest;

/// <summary>Counts acknowledged records and prints them by interval and in total (ProducerPerformance.Stats).</summary>
/// <param name="kind">Empty, or " steady state".</param>
internal sealed class ProducerStats(ToolContext context, ProducerPerfOptions options, long numRecords, string kind)
{
    /// <summary>Latencies of at most so many records are kept for the percentiles.</summary>
    private const int MaxSamples = 500_000;

    private readonly long _sampling = Math.Max(1, numRecords / Math.Min(numRecords, MaxSamples));
    private readonly List<int> _latencies = [];
    private long _seen;
    private Window _total;
    private Window _window;

    private record struct Window(long StartMs, long Count, long Bytes, long Latency, int Max)
    {
        public void Add(int bytes, int latency) => (Count, Bytes, Latency, Max) = (Count + 1, Bytes + bytes, Latency + latency, Math.Max(Max, latency));
    }

    public long StartMs => _total.StartMs;

    /// <summary>Prints no more intervals.</summary>
    public bool IsSilent { get; set; }

    public void Begin() => _total = _window = new Window(context.Milliseconds, 0, 0, 0, 0);

    /// <summary>A record's timestamp is when it was sent.</summary>
    public void Acknowledged(Record record)
    {
        var now = context.Milliseconds;
        var latency = (int)(now - record.Timestamp);
        var bytes = record.Value?.Length ?? 0;
        _total.Add(bytes, latency);
        _window.Add(bytes, latency);
        if (_seen++ % _sampling == 0)
            _latencies.Add(latency);
        if (now - _window.StartMs < options.ReportingIntervalMs)
            return;
        if (!IsSilent)
            PrintWindow(now);
        _window = new Window(now, 0, 0, 0, 0);
    }

    public void PrintTotal()
    {
        var elapsed = context.Milliseconds - _total.StartMs;
        _latencies.Sort();
        string Percentile(double part) => (_latencies.Count == 0 ? 0 : _latencies[(int)(part * _latencies.Count)]).ToString(CultureInfo.InvariantCulture);
        context.Line(string.Create(CultureInfo.InvariantCulture,
            $"{_total.Count}{kind} records sent, {PerSecond(_total.Count, elapsed):F6} records/sec ({PerSecond(_total.Bytes, elapsed) / (1024 * 1024):F2} MB/sec), {Average(_total):F2} ms avg latency, {_total.Max:F2} ms max latency, {Percentile(0.5)} ms 50th, {Percentile(0.95)} ms 95th, {Percentile(0.99)} ms 99th, {Percentile(0.999)} ms 99.9th."));
    }

    private void PrintWindow(long now)
    {
        var elapsed = now - _window.StartMs;
        context.Line(string.Create(CultureInfo.InvariantCulture,
            $"{_window.Count}{kind} records sent, {PerSecond(_window.Count, elapsed):F1} records/sec ({PerSecond(_window.Bytes, elapsed) / (1024 * 1024):F2} MB/sec), {Average(_window):F1} ms avg latency, {_window.Max:F1} ms max latency."));
    }

    private static double PerSecond(long amount, long elapsedMs) => 1000.0 * amount / Math.Max(1, elapsedMs);

    private static double Average(Window window) => window.Latency / (double)window.Count;
}
