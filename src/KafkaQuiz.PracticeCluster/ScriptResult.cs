namespace KafkaQuiz.Practice;

/// <summary>How a script ended.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Output">What it printed on standard output and error, without the stack traces.</param>
public sealed record ScriptResult(int ExitCode, string Output);
