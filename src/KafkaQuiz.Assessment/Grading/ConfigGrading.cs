using KafkaQuiz.Assessment.Configs;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades lines of a properties file by meaning, against the right text that they come nearest to.</summary>
internal static class ConfigGrading
{
    public static GradedResponse Grade(ConfigVariant question, Response response)
    {
        var answers = question.Answers.Select(answer => PropertyMeaning.Of(PropertiesReader.Read(answer).Lines)).ToList();
        var (lines, problem) = PropertiesReader.Read(response.Single("text") ?? "");
        var given = PropertyMeaning.Of(lines);
        var anyValue = PropertyMeaning.Of(question.AnyValue.Select(key => (key, "0"))).Keys.Concat(question.AnyValue).ToHashSet(StringComparer.Ordinal);
        var best = answers
            .Select(answer => (Parts: ConfigComparison.Compare(answer, given, anyValue, question.ExtraAllowed), answer.Count))
            .MaxBy(candidate => PerLine(candidate.Parts, candidate.Count));
        if (problem is not null) return Verdicts.Invalid(question, problem, best.Parts);
        if (lines.Count == 0) return Verdicts.Unanswered(question, best.Parts);

        var fraction = question.Scoring == ConfigScoring.PerLine ? PerLine(best.Parts, best.Count) : Verdicts.All(best.Parts);
        var mistake = question.Mistakes.FirstOrDefault(mistake => Fits(mistake.When, lines, given));
        return Verdicts.Graded(question, fraction, best.Parts).WithMistake(mistake?.Why, mistake?.Credit ?? 0);
    }

    // Share of the answer's lines that are right; each line too many takes one away.
    private static Fraction PerLine(IReadOnlyList<PartVerdict> parts, int answerLines) =>
        new Fraction(parts.Count(part => part.Right) - Math.Max(parts.Count - answerLines, 0), Math.Max(answerLines, 1)).Clamp();

    private static bool Fits(ConfigShape shape, IReadOnlyList<(string Key, string Value)> lines, SortedDictionary<string, string> given) =>
        (shape.Key is not { } key || HasValue(key, shape.Value ?? "", lines, given))
        && (shape.Has is not { } has || Has(has, lines, given))
        && (shape.Lacks is not { } lacks || !Has(lacks, lines, given));

    private static bool Has(string key, IReadOnlyList<(string Key, string Value)> lines, SortedDictionary<string, string> given) =>
        given.ContainsKey(key) || lines.Any(line => line.Key == key);

    private static bool HasValue(string key, string value, IReadOnlyList<(string Key, string Value)> lines, SortedDictionary<string, string> given)
    {
        string? typed = lines.LastOrDefault(line => line.Key == key).Value;
        if (typed is not null && PropertyMeaning.Value(key, typed) == PropertyMeaning.Value(key, value)) return true;
        var meant = PropertyMeaning.Of([(key, value)]).First();
        return given.TryGetValue(meant.Key, out string? same) && same == meant.Value;
    }
}
