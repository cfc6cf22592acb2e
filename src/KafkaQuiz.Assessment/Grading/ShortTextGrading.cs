using KafkaQuiz.Assessment.Texts;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades a word or a short phrase.</summary>
internal static class ShortTextGrading
{
    public static GradedResponse Grade(ShortTextVariant question, Response response)
    {
        string? typed = response.Single("text");
        if (string.IsNullOrWhiteSpace(typed)) return Verdicts.Unanswered(question, [Part(question, false, null)]);
        bool right = question.Matches.Matches(typed);
        var mistake = question.Mistakes.FirstOrDefault(mistake => mistake.When.Matches(typed));
        return Verdicts.Graded(question, right ? Fraction.One : Fraction.Zero, [Part(question, right, typed)])
            .WithMistake(mistake?.Why, mistake?.Credit ?? 0);
    }

    private static PartVerdict Part(ShortTextVariant question, bool right, string? typed) => new("answer", right, null)
    {
        Given = typed is null ? null : LocalizedText.Same(typed.Trim()),
        Expected = LocalizedText.Same(question.Matches.Answers[0]),
    };
}
