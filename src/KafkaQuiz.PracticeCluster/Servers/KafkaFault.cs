namespace KafkaQuiz.Practice.Servers;

/// <summary>What ends one of Kafka's scripts: a Java exception, with its class and message as Kafka prints them.</summary>
internal sealed class KafkaFault : Exception
{
    private readonly string _class;
    private readonly KafkaFault? _cause;

    /// <param name="class">The exception's full Java name; empty when the script prints the message alone.</param>
    /// <param name="message">Kafka's own.</param>
    /// <param name="cause">Printed after it.</param>
    public KafkaFault(string @class, string message, KafkaFault? cause = null)
        : base(message) => (_class, _cause) = (@class, cause);

    /// <summary>The script prints the message without a stack trace (TerseFailure.java).</summary>
    public bool IsTerse => _class.Length == 0;

    /// <summary>The exception and its causes, a line each, without the stacks.</summary>
    public string Trace => $"{_class}: {Message}\n{(_cause is null ? "" : "Caused by: " + _cause.Trace)}";

    public static KafkaFault Terse(string message) => new("", message);

    public static KafkaFault Config(string message) => new("org.apache.kafka.common.config.ConfigException", message);

    public static KafkaFault Argument(string message, KafkaFault? cause = null) => new("java.lang.IllegalArgumentException", message, cause);

    /// <summary>Scala's `require`.</summary>
    public static KafkaFault Requirement(string message) => Argument("requirement failed: " + message);

    public static KafkaFault Runtime(string message, KafkaFault? cause = null) => new("java.lang.RuntimeException", message, cause);
}
