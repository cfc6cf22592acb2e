namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>An exchange that has failed.</summary>
/// <param name="told">What the client is told; null for the same words whatever the reason, which give nothing away.</param>
internal sealed class SaslException(string? told = null) : Exception(told ?? "Invalid credentials.")
{
    public string? Told { get; } = told;
}
