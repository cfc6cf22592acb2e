using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace KafkaQuiz.Console;

/// <summary>
/// Lines that were typed while a command runs: its standard input. What it does not read is left for the shell, as in a terminal. Pasted lines are shown only
/// when somebody reads them, so that each stands above what it led to.
/// </summary>
/// <param name="show">Shows a line that is read and was not shown when it was typed.</param>
internal sealed class Keyboard(Action<string> show) : ChannelReader<string>
{
    /// <summary>Most lines that wait to be read.</summary>
    private const int MostLines = 10_000;

    private readonly Channel<(string Text, bool IsShown)> _lines = Channel.CreateBounded<(string, bool)>(MostLines);

    public override Task Completion => _lines.Reader.Completion;

    /// <summary>False where the input was ended, or too much waits.</summary>
    public bool Type(string line, bool isShown) => _lines.Writer.TryWrite((line, isShown));

    /// <summary>Ctrl+D.</summary>
    public void End() => _lines.Writer.TryComplete();

    /// <summary>Takes what was not read.</summary>
    public IReadOnlyList<string> TakeLeft()
    {
        List<string> left = [];
        while (_lines.Reader.TryRead(out var line)) left.Add(line.Text);
        return left;
    }

    public override bool TryRead([MaybeNullWhen(false)] out string item)
    {
        item = null;
        if (!_lines.Reader.TryRead(out var line)) return false;
        if (!line.IsShown) show(line.Text);
        item = line.Text;
        return true;
    }

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => _lines.Reader.WaitToReadAsync(cancellationToken);
}
