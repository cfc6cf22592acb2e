namespace KafkaQuiz.Console;

/// <summary>A tool ends with this exit code, having printed why.</summary>
internal sealed class ToolExitException(int code) : Exception
{
    public int Code { get; } = code;
}
