using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>What grading a response to a variant came to. A value: the same variant and response always give an equal one.</summary>
/// <param name="Status">Whether it could be graded.</param>
/// <param name="Fraction">Share of the points that it earns, 0 to 1, exact. 0 unless <see cref="GradeStatus.Graded"/>.</param>
/// <param name="MaxPoints">Points of the question, above 0.</param>
/// <param name="Parts">
/// One verdict for each choice, blank, pair, position, row, option or line, in the order in which the variant shows them, then what is
/// there too much. For Unanswered they tell what would have been right.
/// </param>
public sealed record GradedResponse(GradeStatus Status, Fraction Fraction, decimal MaxPoints, IReadOnlyList<PartVerdict> Parts)
{
    /// <summary>Points earned: the fraction of <see cref="MaxPoints"/>, exact.</summary>
    public Fraction Points => Fraction * Fraction.Of(MaxPoints);

    /// <summary>Whether it earns every point.</summary>
    public bool IsRight => Fraction == Fraction.One;

    /// <summary>The recognised mistake, or null. The first in the order of the bank that fits, and only where the response is not right.</summary>
    public RecognisedMistake? Mistake { get; init; }

    /// <summary>
    /// What the learner must change so that the response can be read (<c>숫자로 입력해 주세요</c>). Always there for Invalid; for Graded, where
    /// a part of it (a blank of a cloze) could not be read.
    /// </summary>
    public LocalizedText? Problem { get; init; }
}

/// <summary>Whether a response could be graded.</summary>
public enum GradeStatus
{
    /// <summary>It was graded.</summary>
    Graded,

    /// <summary>Nothing was answered. Earns 0.</summary>
    Unanswered,

    /// <summary>It is not an answer of this kind (a word where a number is asked, a key that was never shown). Earns 0; the learner is told what to change.</summary>
    Invalid,
}

/// <summary>A mistake that the question names.</summary>
/// <param name="Why">What went wrong, Markdown.</param>
/// <param name="Credit">Share of the points that it still earns, 0 to under 1.</param>
public sealed record RecognisedMistake(LocalizedText Why, Fraction Credit);

/// <summary>How one part of a response was judged.</summary>
/// <param name="Key">
/// The choice's, item's or left side's key; the blank's name; the row; the option (<c>--group</c>; <c>tool</c> and <c>arguments</c> for what is no
/// option); the config key; <c>answer</c> where the response has one part only.
/// </param>
/// <param name="Right">Whether the part is as it should be; for a choice: marked and correct, or neither.</param>
/// <param name="Why">Why it is right or wrong, Markdown, or null where the question's own explanation says it.</param>
public sealed record PartVerdict(string Key, bool Right, LocalizedText? Why)
{
    /// <summary>What the learner gave here, plain text; null where nothing was given.</summary>
    public LocalizedText? Given { get; init; }

    /// <summary>What would have been right here, plain text; null where nothing belongs here, or where <see cref="Why"/> says it.</summary>
    public LocalizedText? Expected { get; init; }
}
