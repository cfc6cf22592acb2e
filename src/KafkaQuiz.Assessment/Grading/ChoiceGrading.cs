using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades the kinds whose answer is a mark beside choices: single-choice, multiple-choice, true-false.</summary>
internal static class ChoiceGrading
{
    private static readonly LocalizedText onlyOne = new("하나만 골라 주세요.", "Choose one only.");

    public static GradedResponse Grade(SingleChoiceVariant question, Response response)
    {
        var marked = response["choice"];
        var parts = Parts(question.Choices, marked);
        if (marked.Count == 0) return Verdicts.Unanswered(question, parts);
        if (marked.Count > 1) return Verdicts.Invalid(question, onlyOne, parts);
        var chosen = question.Choices.FirstOrDefault(choice => choice.Key == marked[0]);
        if (chosen is null) return Verdicts.Invalid(question, Verdicts.StalePage, parts);
        return Verdicts.Graded(question, chosen.Correct ? Fraction.One : Fraction.Zero, parts);
    }

    public static GradedResponse Grade(MultipleChoiceVariant question, Response response)
    {
        var marked = response["choice"].ToHashSet(StringComparer.Ordinal);
        var parts = Parts(question.Choices, marked);
        if (marked.Count == 0) return Verdicts.Unanswered(question, parts);
        if (!marked.IsSubsetOf(question.Choices.Select(choice => choice.Key))) return Verdicts.Invalid(question, Verdicts.StalePage, parts);

        int right = question.Choices.Count(choice => choice.Correct && marked.Contains(choice.Key));
        int wrong = marked.Count - right;
        var fraction = question.Scoring switch
        {
            MultipleChoiceScoring.AllOrNothing => Verdicts.All(parts),
            MultipleChoiceScoring.RightMinusWrong => new Fraction(right - wrong, question.Choices.Count(choice => choice.Correct)),
            MultipleChoiceScoring.PerChoice => Verdicts.Share(parts),
            _ => throw new ArgumentException($"No rule scores {question.Scoring}.", nameof(question)),
        };
        return Verdicts.Graded(question, fraction, parts);
    }

    public static GradedResponse Grade(TrueFalseVariant question, Response response)
    {
        var marked = response["choice"];
        PartVerdict[] parts = [Part("true", question.Answer, question.WhyTrue), Part("false", !question.Answer, question.WhyFalse)];
        if (marked.Count == 0) return Verdicts.Unanswered(question, parts);
        if (marked.Count > 1) return Verdicts.Invalid(question, onlyOne, parts);
        if (marked[0] is not ("true" or "false")) return Verdicts.Invalid(question, Verdicts.StalePage, parts);
        return Verdicts.Graded(question, Verdicts.All(parts), parts);

        PartVerdict Part(string key, bool correct, LocalizedText why) => new(key, marked.Contains(key) == correct, why);
    }

    private static PartVerdict[] Parts(IReadOnlyList<VariantChoice> choices, IReadOnlyCollection<string> marked) =>
        [.. choices.Select(choice => new PartVerdict(choice.Key, marked.Contains(choice.Key) == choice.Correct, choice.Why))];
}
