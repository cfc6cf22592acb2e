namespace KafkaQuiz.Console;

/// <summary>Kafka's TerseException: a fault that a tool reports by its message alone.</summary>
internal sealed class TerseException(string message) : Exception(message);
