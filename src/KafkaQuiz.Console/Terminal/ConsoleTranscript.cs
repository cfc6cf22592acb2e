using System.Runtime.CompilerServices;
using System.Text;

namespace KafkaQuiz.Console;

/// <summary>What a piece of a transcript is.</summary>
public enum ConsoleChunkKind
{
    /// <summary>A line that was typed, with its end.</summary>
    Typed,

    /// <summary>A line that was typed as a running command's input, with its end.</summary>
    Stdin,

    Output,

    Error,

    /// <summary>A background job has ended; bash's words.</summary>
    Notice,

    /// <summary>The foreground command has ended; the text is its exit code.</summary>
    Exit,
}

/// <summary>A piece of a transcript.</summary>
/// <param name="Position">Of its first character, counted from the transcript's beginning.</param>
/// <param name="Job">The background job that printed it, 0 for the foreground.</param>
public sealed record ConsoleChunk(long Position, ConsoleChunkKind Kind, int Job, string Text)
{
    /// <summary>Where to read on after this one.</summary>
    public long End => Position + Text.Length;
}

/// <summary>
/// The last characters that a terminal showed, for readers that come, go and come again: each reads on from its own position. Older
/// ones are dropped. Safe for concurrent use.
/// </summary>
public sealed class ConsoleTranscript
{
    /// <summary>Longer pieces are not added to.</summary>
    private const int MaxChunk = 4096;

    private readonly int _capacity;
    private readonly LinkedList<Piece> _pieces = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Piece(long position, ConsoleChunkKind kind, int job)
    {
        public long Position { get; } = position;

        public ConsoleChunkKind Kind { get; } = kind;

        public int Job { get; } = job;

        public StringBuilder Text { get; } = new();
    }

    /// <param name="capacity">Characters kept. Default 256 Ki.</param>
    public ConsoleTranscript(int capacity = 256 * 1024) => _capacity = capacity;

    /// <summary>Position after the last character.</summary>
    public long End { get; private set; }

    /// <summary>What there is from a position on. Where that was dropped already, the first piece begins later.</summary>
    public IReadOnlyList<ConsoleChunk> From(long position)
    {
        lock (_lock)
        {
            var found = new List<ConsoleChunk>();
            for (var node = _pieces.Last; node is not null && node.Value.Position + node.Value.Text.Length > position; node = node.Previous)
            {
                var skip = (int)Math.Max(0, position - node.Value.Position);
                found.Add(new ConsoleChunk(node.Value.Position + skip, node.Value.Kind, node.Value.Job, node.Value.Text.ToString(skip, node.Value.Text.Length - skip)));
            }
            found.Reverse();
            return found;
        }
    }

    /// <summary>Reads on for ever: what there is, then what comes.</summary>
    /// <param name="position">0, or the <see cref="ConsoleChunk.End"/> of what was seen last.</param>
    public async IAsyncEnumerable<ConsoleChunk> ReadAsync(long position, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
                changed = _changed.Task;
            foreach (var chunk in From(position))
            {
                yield return chunk;
                position = chunk.End;
            }
            await changed.WaitAsync(cancel);
        }
    }

    /// <summary>Goes on behind what another one showed.</summary>
    internal void Restore(IReadOnlyList<ConsoleChunk> chunks)
    {
        lock (_lock)
        {
            foreach (var chunk in chunks)
            {
                _pieces.AddLast(new Piece(chunk.Position, chunk.Kind, chunk.Job)).Value.Text.Append(chunk.Text);
                End = chunk.End;
            }
        }
    }

    internal void Append(ConsoleChunkKind kind, int job, string text)
    {
        if (text.Length == 0)
            return;
        TaskCompletionSource changed;
        lock (_lock)
        {
            var last = _pieces.Last?.Value;
            if (last is null || last.Kind != kind || last.Job != job || kind is ConsoleChunkKind.Typed or ConsoleChunkKind.Stdin or ConsoleChunkKind.Exit or ConsoleChunkKind.Notice || last.Text.Length + text.Length > MaxChunk)
                last = _pieces.AddLast(new Piece(End, kind, job)).Value;
            last.Text.Append(text);
            End += text.Length;
            while (_pieces.First is { } first && End - (first.Value.Position + first.Value.Text.Length) >= _capacity)
                _pieces.RemoveFirst();
            (changed, _changed) = (_changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        changed.SetResult();
    }
}
