using KafkaQuiz.Assessment.Numbers;
using KafkaQuiz.Assessment.Texts;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades the blanks of a text. A blank left empty, or one that cannot be read, is wrong; the others still count.</summary>
internal static class ClozeGrading
{
    public static GradedResponse Grade(ClozeVariant question, Response response)
    {
        (PartVerdict Verdict, LocalizedText? Problem)[] blanks = [.. question.Blanks.Select(blank => Judge(blank, response.Single(blank.Field)))];
        PartVerdict[] parts = [.. blanks.Select(blank => blank.Verdict)];
        if (question.Blanks.All(blank => string.IsNullOrWhiteSpace(response.Single(blank.Field)))) return Verdicts.Unanswered(question, parts);
        var graded = Verdicts.Graded(question, question.Scoring == ClozeScoring.PerBlank ? Verdicts.Share(parts) : Verdicts.All(parts), parts);
        return graded with { Problem = blanks.Select(blank => blank.Problem).FirstOrDefault(problem => problem is not null) };
    }

    private static (PartVerdict Verdict, LocalizedText? Problem) Judge(VariantBlank blank, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return (Part(blank, false, null), null);
        switch (blank)
        {
            case MenuBlank menu:
                var option = menu.Options.FirstOrDefault(option => option.Key == typed);
                return (Part(blank, option is { Correct: true }, option?.Text), option is null ? Verdicts.StalePage : null);
            case NumberBlank number:
                var (value, problem) = NumberReader.Read(typed);
                return (Part(blank, value is { } given && number.Tolerance.Accepts(number.Answer, given), LocalizedText.Same(typed.Trim())), problem);
            case TextBlank text:
                return (Part(blank, text.Matches.Matches(typed), LocalizedText.Same(typed.Trim())), null);
            default:
                throw new ArgumentException($"No rule grades {blank.GetType().Name}.", nameof(blank));
        }
    }

    private static PartVerdict Part(VariantBlank blank, bool right, LocalizedText? given) => new(blank.Name, right, blank.Why)
    {
        Given = given,
        Expected = blank is MenuBlank menu ? menu.Options.First(option => option.Correct).Text : LocalizedText.Same(blank.RightValue),
    };
}
