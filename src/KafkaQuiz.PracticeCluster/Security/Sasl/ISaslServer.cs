namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>The server's side of one exchange of a mechanism. Only on the loop.</summary>
internal interface ISaslServer
{
    /// <summary>Who has proved it; null until the exchange is complete.</summary>
    string? User { get; }

    /// <summary>Takes the client's token and gives the next challenge, which may be empty.</summary>
    /// <exception cref="SaslException">The client is not who it says, or does not speak the mechanism.</exception>
    byte[] Evaluate(ReadOnlySpan<byte> token);
}
