using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups;

/// <summary>A coordinator refuses a request. Nothing has changed when it is thrown.</summary>
/// <param name="code">What the client is told.</param>
/// <param name="message">In Kafka's words, for answers that carry a message.</param>
internal sealed class GroupException(ErrorCode code, string? message = null) : Exception(message ?? code.ToString())
{
    public ErrorCode Code { get; } = code;

    /// <summary>Null when the code says it all.</summary>
    public string? ErrorMessage { get; } = message;
}
