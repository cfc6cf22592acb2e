using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>The ways in which grading a response ends.</summary>
internal static class Verdicts
{
    public static GradedResponse Graded(QuestionVariant variant, Fraction fraction, IReadOnlyList<PartVerdict> parts) =>
        new(GradeStatus.Graded, fraction.Clamp(), variant.Points, parts);

    public static GradedResponse Unanswered(QuestionVariant variant, IReadOnlyList<PartVerdict> parts) =>
        new(GradeStatus.Unanswered, Fraction.Zero, variant.Points, parts);

    public static GradedResponse Invalid(QuestionVariant variant, LocalizedText problem, IReadOnlyList<PartVerdict> parts) =>
        new(GradeStatus.Invalid, Fraction.Zero, variant.Points, parts) { Problem = problem };

    /// <summary>Graded, with the credit of a recognised mistake where one fits and the answer is not right; never less than the parts earned.</summary>
    public static GradedResponse WithMistake(this GradedResponse graded, LocalizedText? why, decimal credit)
    {
        if (why is null || graded.IsRight) return graded;
        var mistake = new RecognisedMistake(why, Fraction.Of(credit).Clamp());
        return graded with { Fraction = mistake.Credit > graded.Fraction ? mistake.Credit : graded.Fraction, Mistake = mistake };
    }

    /// <summary>1 where every part is right, else 0.</summary>
    public static Fraction All(IReadOnlyCollection<PartVerdict> parts) => parts.All(part => part.Right) ? Fraction.One : Fraction.Zero;

    /// <summary>The share of the parts that are right.</summary>
    public static Fraction Share(IReadOnlyCollection<PartVerdict> parts) =>
        parts.Count == 0 ? Fraction.One : new Fraction(parts.Count(part => part.Right), parts.Count);

    public static LocalizedText StalePage { get; } = new(
        "지금 문제에 없는 보기입니다. 페이지를 새로 고친 뒤 다시 골라 주세요.",
        "That is not among this question's choices. Reload the page and choose again.");
}
