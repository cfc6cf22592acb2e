using System.Threading.Channels;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>Standard input, read on a thread of its own: a console's ReadLine cannot be cancelled, and must not hold up the end.</summary>
internal static class StandardInput
{
    public static bool IsTerminal => !Console.IsInputRedirected;

    /// <summary>Its lines until it ends. A closed input has none.</summary>
    public static IAsyncEnumerable<string> Lines()
    {
        var lines = Channel.CreateUnbounded<string>();
        var thread = new Thread(() =>
        {
            try
            {
                while (Console.In.ReadLine() is { } line)
                    lines.Writer.TryWrite(line);
            }
            catch (IOException)
            {
                // The terminal or pipe is gone, as if it had ended.
            }
            lines.Writer.Complete();
        })
        { IsBackground = true };
        thread.Start();
        return lines.Reader.ReadAllAsync();
    }
}
