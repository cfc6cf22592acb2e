using KafkaQuiz.Assessment.Numbers;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades a number.</summary>
internal static class NumericGrading
{
    public static GradedResponse Grade(NumericVariant question, Response response)
    {
        string? typed = response.Single("text");
        if (string.IsNullOrWhiteSpace(typed)) return Verdicts.Unanswered(question, [Part(question, false, null)]);
        var (value, problem) = NumberReader.Read(typed, question.Unit, question.Units);
        if (value is not { } given) return Verdicts.Invalid(question, problem!, [Part(question, false, typed)]);

        bool right = question.Tolerance.Accepts(question.Answer, given);
        var mistake = question.Mistakes.FirstOrDefault(mistake => question.Tolerance.Accepts(mistake.Value, given));
        return Verdicts.Graded(question, right ? Fraction.One : Fraction.Zero, [Part(question, right, typed)])
            .WithMistake(mistake?.Why, mistake?.Credit ?? 0);
    }

    private static PartVerdict Part(NumericVariant question, bool right, string? typed) => new("answer", right, null)
    {
        Given = typed is null ? null : LocalizedText.Same(typed.Trim()),
        Expected = LocalizedText.Same(new Value.Number(question.Answer) + (question.Unit is null ? "" : " " + question.Unit)),
    };

    /// <summary>As the tolerance says, and never stricter than the 28 digits that a computed answer has.</summary>
    internal static bool Accepts(this Tolerance tolerance, decimal answer, decimal given)
    {
        try
        {
            return tolerance.Allows(answer, given) || Math.Abs(given - answer) <= Math.Abs(answer) * 0.000_000_000_000_000_001m;
        }
        catch (OverflowException)
        {
            return false;
        }
    }
}
