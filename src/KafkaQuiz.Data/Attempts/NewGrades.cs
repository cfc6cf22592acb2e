namespace KafkaQuiz.Data.Attempts;

/// <summary>Grades to add, with the state that they were made from.</summary>
/// <param name="Grades">In order of position; attempt and time are filled in.</param>
/// <param name="AnswersSeen">Number of entries in the attempt's log when it was read.</param>
/// <param name="GradesSeen">Number of its grades when it was read.</param>
/// <param name="SubmittedWithPoints">The attempt's points (an exact fraction) where it is submitted with this; null where it goes on.</param>
public sealed record NewGrades(IReadOnlyList<Grade> Grades, int AnswersSeen, int GradesSeen, string? SubmittedWithPoints);

/// <summary>What became of grades.</summary>
public enum GradeOutcome
{
    Done,

    /// <summary>No such attempt, or another learner's.</summary>
    NotFound,

    /// <summary>The attempt was submitted before; its grades stand.</summary>
    Submitted,

    /// <summary>An answer or a grade came in between: read and grade again.</summary>
    Changed,
}
