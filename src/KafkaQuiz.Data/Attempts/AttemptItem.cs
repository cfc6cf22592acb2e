namespace KafkaQuiz.Data.Attempts;

/// <summary>A question of an attempt, pinned to the variant that the learner was shown.</summary>
public sealed class AttemptItem
{
    public Guid AttemptId { get; set; }

    /// <summary>1 for the first.</summary>
    public int Position { get; set; }

    /// <summary>Full id: <c>4.3/idle-consumer</c>.</summary>
    public string QuestionId { get; set; } = "";

    /// <summary>With <see cref="Seed"/> the key of what was shown: <see cref="ShownQuestion"/>.</summary>
    public string ContentHash { get; set; } = "";

    /// <summary>The variant's seed.</summary>
    public long Seed { get; set; }
}
