using System.Text;

namespace KafkaQuiz.Console.Shell;

/// <summary>Counts what one command line prints.</summary>
internal sealed class OutputBudget(long characters) : IDisposable
{
    private readonly CancellationTokenSource _exceeded = new();
    private long _left = characters;

    /// <summary>Fires when more was printed than allowed.</summary>
    public CancellationToken Exceeded => _exceeded.Token;

    public void Dispose() => _exceeded.Dispose();

    /// <summary>How many of the characters may still be printed.</summary>
    public int Take(int count)
    {
        var left = Interlocked.Add(ref _left, -count);
        if (left >= 0)
            return count;
        _exceeded.Cancel();
        return (int)Math.Max(0, count + left);
    }
}

/// <summary>Writes through until the budget is spent; one writer at a time.</summary>
internal sealed class LimitedWriter(TextWriter inner, OutputBudget budget) : TextWriter
{
    private readonly Lock _lock = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        lock (_lock)
        {
            var allowed = budget.Take(value.Length);
            if (allowed > 0)
                inner.Write(allowed == value.Length ? value : value[..allowed]);
        }
    }
}
