using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Threading.Channels;

namespace KafkaQuiz.Console.Shell;

/// <summary>A writer whose lines come out of a channel: the pipe between two commands. What is written and not yet read is bounded.</summary>
internal sealed class LineChannel : TextWriter
{
    /// <summary>Most characters that wait to be read.</summary>
    private const long MaxPending = 16 * 1024 * 1024;

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _open = new();
    private readonly Lock _lock = new();
    private readonly CountingReader _reader;
    private long _pending;

    public LineChannel() => _reader = new CountingReader(this);

    public override Encoding Encoding => Encoding.UTF8;

    public ChannelReader<string> Reader => _reader;

    public override void Write(char value) => Write(value.ToString());

    /// <exception cref="ShellFault">The reader is too slow.</exception>
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        if (Interlocked.Add(ref _pending, value.Length) > MaxPending)
            throw new ShellFault(1, "파이프 뒤의 명령이 읽지 않아 파이프가 가득 찼습니다.", "The pipe is full: the command behind it does not read.");
        lock (_lock)
        {
            var start = 0;
            for (var end = value.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = value.IndexOf('\n', start))
            {
                _open.Append(value, start, end - start);
                _lines.Writer.TryWrite(_open.ToString());
                _open.Clear();
                start = end + 1;
            }
            _open.Append(value, start, value.Length - start);
        }
    }

    /// <summary>Ends the input of the reader; a last line without its end is a line too.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (_open.Length > 0)
                _lines.Writer.TryWrite(_open.ToString());
            _open.Clear();
        }
        _lines.Writer.TryComplete();
    }

    /// <summary>A channel that holds a text's lines and ends.</summary>
    public static ChannelReader<string> Of(string text)
    {
        var channel = new LineChannel();
        channel.Write(text);
        channel.Complete();
        return channel.Reader;
    }

    private void Took(int characters) => Interlocked.Add(ref _pending, -characters);

    private sealed class CountingReader(LineChannel channel) : ChannelReader<string>
    {
        public override Task Completion => channel._lines.Reader.Completion;

        public override bool TryRead([MaybeNullWhen(false)] out string item)
        {
            if (!channel._lines.Reader.TryRead(out item))
                return false;
            channel.Took(item.Length + 1);
            return true;
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => channel._lines.Reader.WaitToReadAsync(cancellationToken);
    }
}
