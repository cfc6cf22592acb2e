namespace KafkaQuiz.Content.Questions;

/// <summary>A choice as shown.</summary>
/// <param name="Key">Short opaque string, unique in its variant; tells nothing of the order in the file.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Correct">True where the choice should be marked.</param>
/// <param name="Why">Why it is right or wrong, Markdown; shown after the answer.</param>
public sealed record VariantChoice(string Key, LocalizedText Text, bool Correct, LocalizedText Why);
