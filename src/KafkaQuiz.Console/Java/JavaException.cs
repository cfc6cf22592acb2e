namespace KafkaQuiz.Console.Java;

/// <summary>
/// An exception as Kafka's tools print it: class name, message, cause. Frames of the stack are not printed: they say nothing about
/// a cluster.
/// </summary>
internal sealed class JavaException(string className, string? message, JavaException? cause = null) : Exception(message)
{
    public string ClassName { get; } = className;

    /// <summary>Java's getMessage(): null when there is none.</summary>
    public string? JavaMessage { get; } = message;

    public JavaException? Cause { get; } = cause;

    /// <summary>Set on exceptions that stand for a Kafka error code.</summary>
    public ErrorCode? Error { get; init; }

    public List<JavaException> Suppressed { get; } = [];

    /// <summary>getMessage() in a string concatenation.</summary>
    public string MessageText => JavaMessage ?? "null";

    public static JavaException Kafka(string name, string? message, JavaException? cause = null) =>
        new("org.apache.kafka.common.errors." + name, message, cause);

    public static JavaException IllegalArgument(string message) => new("java.lang.IllegalArgumentException", message);

    /// <summary>ExecutionException(cause), whose message is the cause's text.</summary>
    public static JavaException Execution(JavaException cause) => new("java.util.concurrent.ExecutionException", cause.ToString(), cause);

    /// <summary>RuntimeException(cause).</summary>
    public static JavaException Runtime(JavaException cause) => new("java.lang.RuntimeException", cause.ToString(), cause);

    /// <summary>Java's Throwable.toString().</summary>
    public override string ToString() => JavaMessage is null ? ClassName : ClassName + ": " + JavaMessage;

    /// <summary>printStackTrace without the frames, each line ended.</summary>
    public string Trace()
    {
        var text = ToString() + "\n";
        foreach (var suppressed in Suppressed)
            text += "\tSuppressed: " + suppressed + "\n";
        for (var cause = Cause; cause is not null; cause = cause.Cause)
            text += "Caused by: " + cause + "\n";
        return text;
    }
}
