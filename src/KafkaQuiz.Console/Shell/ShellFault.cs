namespace KafkaQuiz.Console.Shell;

/// <summary>A line that is not run, with the reason in both languages.</summary>
internal sealed class ShellFault(int exitCode, string korean, string english) : Exception(english)
{
    public int ExitCode { get; } = exitCode;

    public string Text(ConsoleLanguage language) => language == ConsoleLanguage.Korean ? korean : Message;

    /// <summary>Understood, but not offered here.</summary>
    public static ShellFault Refused(string korean, string english) => new(126, korean, english);

    /// <summary>Not understood.</summary>
    public static ShellFault Syntax(string korean, string english) => new(2, korean, english);

    public static ShellFault UnknownCommand(string name) => new(
        127,
        $"{name}: 이 콘솔에 없는 명령입니다. Kafka 명령줄 도구({string.Join(", ", ToolTable.Names)})와 {string.Join(", ", Builtins.Names)}를 쓸 수 있습니다.",
        $"{name}: no such command in this console. It has Kafka's command-line tools ({string.Join(", ", ToolTable.Names)}) and {string.Join(", ", Builtins.Names)}.");
}
