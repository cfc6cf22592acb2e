namespace KafkaQuiz.Console.Shell;

/// <summary>A line that is not run, with the reason in both languages.</summary>
internal sealed class ShellFault(int exitCode, string korean, string english) : Exception(english)
{
    public int ExitCode { get; } = exitCode;

    public string Text(ConsoleLanguage language) => language == ConsoleLanguage.Korean ? korean : Message;

    /// <summary>Understood, but not offered here.</summary>
    public static ShellFault Refused(string korean, string english) => new(126, korean, english);

    /// <summary>The line ends where more must follow: a terminal asks for the next one.</summary>
    public bool IsUnfinished { get; private init; }

    /// <summary>More must follow.</summary>
    public static ShellFault Unfinished(string korean, string english) => new(2, korean, english) { IsUnfinished = true };

    /// <summary>Not understood.</summary>
    public static ShellFault Syntax(string korean, string english) => new(2, korean, english);
}
