using System.Text;
using System.Threading.Channels;

namespace KafkaQuiz.Console.Shell;

/// <summary>A writer whose lines come out of a channel: the pipe between two commands, or the way into a file.</summary>
internal sealed class LineChannel : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly StringBuilder _open = new();
    private readonly Lock _lock = new();

    public override Encoding Encoding => Encoding.UTF8;

    public ChannelReader<string> Reader => _lines.Reader;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
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
}
