using KafkaQuiz.Assessment.Commands;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Grading;

/// <summary>Grades one Kafka command line by meaning, against the right line that it comes nearest to.</summary>
internal static class CommandGrading
{
    public static GradedResponse Grade(CommandVariant question, Response response)
    {
        string typed = response.Single("text") ?? "";
        var answers = question.Answers.Select(answer => CommandLine.Read(answer, out _)).OfType<CommandLine>().Select(CommandMeaning.Of).ToList();
        var line = CommandLine.Read(typed, out var problem);
        var given = CommandMeaning.Of(line ?? new CommandLine("", [], [], []));
        var parts = answers
            .Select(answer => CommandComparison.Compare(answer, given, question.Optional, question.AnyValue))
            .MaxBy(candidate => Verdicts.Share(candidate)) ?? [];
        if (string.IsNullOrWhiteSpace(typed)) return Verdicts.Unanswered(question, parts);
        if (line is null) return Verdicts.Invalid(question, problem!, parts);

        parts = WithFaults(parts, line);
        var mistake = question.Mistakes.FirstOrDefault(mistake => Fits(mistake.When, line, given));
        // Without a right line that can be read nothing can be right; the lint and the replay refuse such a question.
        return Verdicts.Graded(question, parts.Count == 0 ? Fraction.Zero : Verdicts.All(parts), parts).WithMistake(mistake?.Why, mistake?.Credit ?? 0);
    }

    // An option that the real tool would refuse is wrong whatever else is said about it.
    private static IReadOnlyList<PartVerdict> WithFaults(IReadOnlyList<PartVerdict> parts, CommandLine line)
    {
        if (line.Faults.Count == 0) return parts;
        var why = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        foreach (var (word, fault) in line.Faults)
            why.TryAdd(OptionMeaning.Name(line.Tool, word), fault);
        return
        [
            .. parts.Select(part => why.Remove(part.Key, out var fault) ? part with { Right = false, Why = fault } : part),
            .. why.Select(rest => new PartVerdict(rest.Key, false, rest.Value) { Given = LocalizedText.Same(rest.Key) }),
        ];
    }

    private static bool Fits(CommandShape shape, CommandLine line, CommandMeaning given) =>
        (shape.Tool is null || CommandLine.ToolName(shape.Tool) == line.Tool)
        && shape.Has.All(option => Has(option, line, given))
        && !shape.Lacks.Any(option => Has(option, line, given))
        && shape.Values.All(option => given.HasValue(option.Key, option.Value) || line.Options.Contains((option.Key, option.Value)));

    private static bool Has(string option, CommandLine line, CommandMeaning given) => given.Has(option) || line.Options.Any(typed => typed.Name == option);
}
