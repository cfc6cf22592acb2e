using System.Threading.Channels;
using KafkaQuiz.Console.Jobs;

namespace KafkaQuiz.Console.Shell;

/// <summary>What the commands of one line share: the session, its variables (a background job has a copy), how they are stopped.</summary>
internal sealed record ShellScope(ConsoleSession Session, IDictionary<string, string> Variables, ProcessSignals Signals)
{
    /// <summary>A person types what no pipe or file gives.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>How many command substitutions this is inside of.</summary>
    public int Depth { get; init; }

    /// <summary>Lines that a person types, for a foreground command.</summary>
    public ChannelReader<string>? Typed { get; init; }

    public string Value(string name) => Variables.TryGetValue(name, out var value) ? value : "";
}

/// <summary>A command's input and output. <paramref name="In"/> is null where it would be the terminal's.</summary>
internal sealed record ShellIo(ChannelReader<string>? In, TextWriter Out, TextWriter Error);
