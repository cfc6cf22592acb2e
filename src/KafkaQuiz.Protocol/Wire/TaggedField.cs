namespace KafkaQuiz.Protocol;

/// <summary>A tagged field that the schema does not know (KIP-482). Kept on decode and written back on encode.</summary>
/// <param name="Tag">Tag number, unsigned.</param>
/// <param name="Data">The field's bytes without tag and size.</param>
public sealed record TaggedField(uint Tag, byte[] Data);
