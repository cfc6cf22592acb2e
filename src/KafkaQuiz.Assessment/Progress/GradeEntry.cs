namespace KafkaQuiz.Assessment.Progress;

/// <summary>
/// An entry of the ledger of grades: one response to one question earned this. The ledger only grows: a regrade or an override adds an
/// entry, the last one of a response is in force. Progress and item statistics are computed from entries, never kept beside them.
/// </summary>
/// <param name="QuestionId">What was graded: full id.</param>
/// <param name="Fraction">Share of the points, 0 to 1.</param>
/// <param name="GradedAt">When.</param>
public sealed record GradeEntry(string QuestionId, Fraction Fraction, DateTimeOffset GradedAt)
{
    /// <summary>Where it was answered; tells a response from another one to the same question.</summary>
    public Guid AttemptId { get; init; }

    /// <summary>Points of the question as asked, above 0.</summary>
    public decimal MaxPoints { get; init; } = 1;

    /// <summary>Hash of the question as asked, and the seed of its variant.</summary>
    public string ContentHash { get; init; } = "";

    /// <summary>Seed of the variant.</summary>
    public ulong Seed { get; init; }

    /// <summary>Version of the rules that graded it (<see cref="Grading.Grader.Version"/>); 0 where a person did.</summary>
    public int GraderVersion { get; init; }

    /// <summary>The person who gave the grade; null where the program did.</summary>
    public Guid? GradedBy { get; init; }

    /// <summary>Why it was given: checked, submitted, regraded, or a person's own words.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The most recent entry of each question; of two at the same time, the later in the list.</summary>
    internal static Dictionary<string, GradeEntry> LastByQuestion(IEnumerable<GradeEntry> entries)
    {
        var last = new Dictionary<string, GradeEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            if (!last.TryGetValue(entry.QuestionId, out var known) || entry.GradedAt >= known.GradedAt)
                last[entry.QuestionId] = entry;
        return last;
    }
}
