using KafkaQuiz.Content;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes.Preview;

/// <summary>A wrong answer that a question recognises.</summary>
/// <param name="When">What the answer looks like, in the current language.</param>
/// <param name="Credit">Share of the points, 0 to under 1.</param>
/// <param name="Why">What the learner is told, Markdown.</param>
internal sealed record PreviewMistake(string When, decimal Credit, LocalizedText Why)
{
    /// <summary>The mistakes in the order in which they are tried; empty for kinds that have none.</summary>
    public static IReadOnlyList<PreviewMistake> Of(QuestionVariant variant) => variant switch
    {
        NumericVariant question => [.. question.Mistakes.Select(mistake => new PreviewMistake($"{new Value.Number(mistake.Value)} {question.Unit}".Trim(), mistake.Credit, mistake.Why))],
        ShortTextVariant question => [.. question.Mistakes.Select(mistake => new PreviewMistake(Text(mistake.When), mistake.Credit, mistake.Why))],
        AssignmentVariant question => [.. question.Mistakes.Select(mistake => new PreviewMistake(Rows(mistake.When), mistake.Credit, mistake.Why))],
        CommandVariant question => [.. question.Mistakes.Select(mistake => new PreviewMistake(Line(mistake.When), mistake.Credit, mistake.Why))],
        ConfigVariant question => [.. question.Mistakes.Select(mistake => new PreviewMistake(Setting(mistake.When), mistake.Credit, mistake.Why))],
        _ => [],
    };

    private static string Text(TextMatch match) =>
        string.Join(", ", match.Answers.Concat(match.Pattern is null ? [] : new[] { "/" + match.Pattern + "/" }));

    private static string Rows(IReadOnlyDictionary<string, IReadOnlyList<string>> rows) =>
        string.Join(", ", rows.Select(row => $"{row.Key} → {string.Join(' ', row.Value)}"));

    private static string Line(CommandShape shape) => string.Join(", ", new[] { shape.Tool }.OfType<string>()
        .Concat(shape.Has).Concat(shape.Lacks.Select(Without)).Concat(shape.Values.Select(option => $"{option.Key} {option.Value}")));

    private static string Setting(ConfigShape shape) => string.Join(", ", new[]
    {
        shape.Key is null ? null : $"{shape.Key}={shape.Value}",
        shape.Has,
        shape.Lacks is null ? null : Without(shape.Lacks),
    }.OfType<string>());

    private static string Without(string name) => T($"{name} 없음", $"no {name}");
}
