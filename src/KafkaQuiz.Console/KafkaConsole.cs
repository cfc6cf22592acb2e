using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console;

/// <summary>
/// Kafka's own command-line tools without a JVM: reads a command line as a learner types it, talks to the session's cluster through
/// the Kafka protocol, and prints what the tools of Apache Kafka 4.3.1 print. No shell and no process is ever started and no file of
/// the host is ever touched: files are the session's own, and what is not understood is refused.
/// </summary>
public static class KafkaConsole
{
    /// <summary>The tools that are understood, with or without <c>.sh</c> and with or without a path in front.</summary>
    public static IReadOnlyList<string> Tools => ToolTable.Names;

    /// <summary>Runs one command line, or several lines as pasted.</summary>
    /// <param name="commandLine">May hold quotes, continued lines, pipes, <c>;</c>, <c>&amp;&amp;</c>, here-documents. At most 64 Ki characters.</param>
    /// <param name="session">The cluster, limits, files and variables; lives as long as the learner's console.</param>
    /// <param name="streams">Where output goes and input comes from.</param>
    /// <param name="cancel">The learner's Ctrl+C: a consumer leaves its group, counts what it read and ends with exit code 130.</param>
    /// <returns>
    /// The exit code as a shell shows it: 0, a tool's own code, 2 when the line is not understood, 124 when <c>timeout</c> or the
    /// session's time limit ended it, 126 when it is refused, 127 when there is no such command, 130 after <paramref name="cancel"/>.
    /// </returns>
    public static Task<int> RunAsync(string commandLine, ConsoleSession session, ConsoleStreams streams, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(streams);
        return new ShellRunner(session, streams).RunAsync(commandLine, cancel);
    }
}
