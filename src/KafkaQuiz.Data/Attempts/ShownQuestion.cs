namespace KafkaQuiz.Data.Attempts;

/// <summary>
/// A variant as learners were shown it, complete: an old attempt reads and grades the same after its bank has changed or is gone. Written
/// once for each variant, however many attempts show it.
/// </summary>
public sealed class ShownQuestion
{
    /// <summary>SHA-256 of the question, lower-case hex.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>The variant's seed.</summary>
    public long Seed { get; set; }

    /// <summary>The variant with its answer, JSON.</summary>
    public string Variant { get; set; } = "";
}
