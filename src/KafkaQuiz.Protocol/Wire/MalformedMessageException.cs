namespace KafkaQuiz.Protocol;

/// <summary>Bytes that are not a message of the claimed kind and version. The only exception that decoding throws on bad input.</summary>
public sealed class MalformedMessageException : Exception
{
    public MalformedMessageException()
        : this("Malformed message.")
    {
    }

    public MalformedMessageException(string message)
        : base(message)
    {
    }

    public MalformedMessageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
