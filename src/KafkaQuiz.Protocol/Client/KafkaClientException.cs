namespace KafkaQuiz.Protocol.Client;

/// <summary>What went wrong between us and a broker.</summary>
public enum KafkaClientFault
{
    /// <summary>No connection could be made.</summary>
    Unreachable,

    /// <summary>The broker did not answer within <see cref="KafkaClientOptions.Timeout"/>.</summary>
    TimedOut,

    /// <summary>The connection ended.</summary>
    Closed,

    /// <summary>The broker's answer is not Kafka, or is too large.</summary>
    NotKafka,

    /// <summary>The broker has no version of the API in common with us.</summary>
    Unsupported,

    /// <summary>TLS or SASL was refused.</summary>
    AuthenticationFailed,
}

/// <summary>A call that got no usable answer. Error codes inside an answer are no exception: the caller reads them.</summary>
public sealed class KafkaClientException(KafkaClientFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public KafkaClientFault Fault { get; } = fault;
}
