using Spectre.Console;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>Tables for people: as wide as the terminal; into a pipe as wide as they need, so that nothing wraps for grep.</summary>
internal static class PlainConsole
{
    /// <summary>Columns where nobody says how many there are.</summary>
    private const int Unbounded = 400;

    public static IAnsiConsole Make()
    {
        var piped = Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out), Ansi = piped ? AnsiSupport.No : AnsiSupport.Detect });
        if (piped)
            console.Profile.Width = Unbounded;
        return console;
    }
}
