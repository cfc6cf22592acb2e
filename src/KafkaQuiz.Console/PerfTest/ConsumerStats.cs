using System.Globalization;
using KafkaQuiz.Console.Consumer;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.PerfTest;

/// <summary>Counts what was read, and the time that rebalances took.</summary>
internal sealed class ConsumerStats : IRebalanceListener
{
    private readonly ToolContext _context;
    private readonly ConsumerPerfOptions _options;
    private readonly long _startMs;
    private long _endMs;
    private long _bytes;
    private long _joinMs;
    private long _joinStartMs;
    private long _roundJoinMs;
    private (long AtMs, long Records, long Bytes) _reported;

    public ConsumerStats(ToolContext context, ConsumerPerfOptions options)
    {
        (_context, _options) = (context, options);
        _startMs = _joinStartMs = context.Milliseconds;
        _reported = (_startMs, 0, 0);
    }

    public long Records { get; private set; }

    public void Read(ConsumedRecord record)
    {
        var now = _context.Milliseconds;
        Records++;
        _bytes += (record.Record.Key?.Length ?? 0) + (record.Record.Value?.Length ?? 0);
        if (now - _reported.AtMs < _options.ReportingIntervalMs)
            return;
        if (_options.ShowDetailedStats)
            PrintProgress(now);
        (_roundJoinMs, _reported) = (0, (now, Records, _bytes));
    }

    public void Revoked() => _joinStartMs = _context.Milliseconds;

    public void Assigned()
    {
        var took = _context.Milliseconds - _joinStartMs;
        _joinMs += took;
        _roundJoinMs += took;
    }

    public void End() => _endMs = _context.Milliseconds;

    public void PrintTotal()
    {
        if (_options.ShowDetailedStats)
            return;
        var elapsed = _endMs - _startMs;
        var fetch = elapsed - _joinMs;
        _context.Line($"{_options.Date(_startMs)}, {_options.Date(_endMs)}, {Rates(Megabytes(_bytes), Megabytes(_bytes), Records, Records, elapsed, _joinMs, fetch)}");
    }

    private void PrintProgress(long now)
    {
        var elapsed = now - _reported.AtMs;
        var records = Records - _reported.Records;
        _context.Line($"{_options.Date(now)}, 0, {Rates(Megabytes(_bytes), Megabytes(_bytes - _reported.Bytes), Records, records, elapsed, _roundJoinMs, elapsed - _roundJoinMs)}");
    }

    private static string Rates(double total, double megabytes, long allRecords, long records, long elapsedMs, long joinMs, long fetchMs) => string.Create(CultureInfo.InvariantCulture,
        $"{total:F4}, {Number(megabytes / (elapsedMs / 1000.0))}, {allRecords}, {Number(records / (elapsedMs / 1000.0))}, {joinMs}, {fetchMs}, {Number(megabytes / (fetchMs / 1000.0))}, {Number(records / (fetchMs / 1000.0))}");

    /// <summary>%.4f of Java, which names what is no number.</summary>
    private static string Number(double value) => double.IsFinite(value) ? value.ToString("F4", CultureInfo.InvariantCulture) : JavaDouble.Text(value);

    private static double Megabytes(long bytes) => bytes / (1024.0 * 1024.0);
}
