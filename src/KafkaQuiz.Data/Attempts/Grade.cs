namespace KafkaQuiz.Data.Attempts;

/// <summary>
/// What an answer earned, in a ledger that only grows: who said so, when and why. The highest revision of a position is in force. A position
/// with a grade takes no other answer.
/// </summary>
public sealed class Grade
{
    public Guid AttemptId { get; set; }

    public int Position { get; set; }

    /// <summary>1 for the first grade; a regrade or an override adds the next.</summary>
    public int Revision { get; set; }

    /// <summary>Sequence of the answer that was graded; 0 where none was given.</summary>
    public int Sequence { get; set; }

    /// <summary>Share of the points, 0 to 1, exact: <c>2/3</c>.</summary>
    public string Fraction { get; set; } = "";

    /// <summary>Points of the question, an exact fraction.</summary>
    public string MaxPoints { get; set; } = "";

    /// <summary>Version of the rules that graded it; 0 where a person did.</summary>
    public int GraderVersion { get; set; }

    /// <summary>The person who gave it; null where the program did.</summary>
    public Guid? GradedBy { get; set; }

    /// <summary><see cref="GradeReasons"/>, or a person's own words.</summary>
    public string Reason { get; set; } = "";

    public DateTimeOffset GradedAt { get; set; }
}

/// <summary>Why the program graded.</summary>
public static class GradeReasons
{
    /// <summary>The learner asked to see whether the answer is right.</summary>
    public const string Check = "check";

    /// <summary>The attempt was submitted.</summary>
    public const string Submit = "submit";
}
