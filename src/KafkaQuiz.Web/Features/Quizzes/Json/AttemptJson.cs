using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;

namespace KafkaQuiz.Web.Features.Quizzes.Json;

/// <summary>An attempt in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>section-practice</c>, <c>chapter-practice</c> or <c>chapter-quiz</c>.</param>
/// <param name="Scope">Section (<c>4.3</c>) or chapter (<c>4</c>).</param>
/// <param name="Feedback"><c>each</c> or <c>end</c>.</param>
/// <param name="RetryOf">The attempt whose wrong answers it asks again.</param>
/// <param name="Questions">How many.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="SubmittedAt">UTC; null while it runs.</param>
/// <param name="Points">Points earned, an exact fraction; null while it runs.</param>
/// <param name="MaxPoints">Points to be had, an exact fraction.</param>
internal sealed record AttemptSummaryJson(
    Guid Id, string Kind, string Scope, string Feedback, Guid? RetryOf, int Questions, DateTimeOffset StartedAt, DateTimeOffset? SubmittedAt,
    string? Points, string MaxPoints)
{
    public static AttemptSummaryJson Of(Attempt attempt) => new(
        attempt.Id, AttemptNames.Of(attempt.Kind), attempt.Scope, AttemptNames.Of(attempt.Feedback), attempt.RetryOf, attempt.ItemCount,
        attempt.StartedAt, attempt.SubmittedAt, attempt.Points, attempt.MaxPoints);
}

/// <summary>An attempt with its questions, the answers in force and, as far as they may be told, what came of them.</summary>
internal sealed record AttemptJson(AttemptSummaryJson Attempt, IReadOnlyList<ItemJson> Items)
{
    public static AttemptJson Of(RunAttempt run) => new(
        AttemptSummaryJson.Of(run.Attempt),
        [.. run.Items.Select(item => new ItemJson(
            item.Position, QuestionJson.Of(item.Variant), ItemJson.Fields(item.Response), item.Sequence, run.MayShow(item) ? OutcomeJson.Of(item) : null))]);
}

/// <summary>A question of an attempt.</summary>
/// <param name="Position">1 for the first.</param>
/// <param name="Question">What is asked.</param>
/// <param name="Response">The answer in force; empty where there is none.</param>
/// <param name="Sequence">Its number; the next save has a higher one.</param>
/// <param name="Outcome">Null until it may be told.</param>
internal sealed record ItemJson(
    int Position, QuestionJson Question, IReadOnlyDictionary<string, IReadOnlyList<string>> Response, int Sequence, OutcomeJson? Outcome)
{
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Fields(Response response) =>
        response.Names.ToDictionary(name => name, name => response[name], StringComparer.Ordinal);
}

/// <summary>The names of kinds in the API.</summary>
internal static class AttemptNames
{
    private static readonly Dictionary<string, AttemptKind> Kinds = new(StringComparer.Ordinal)
    {
        ["section-practice"] = AttemptKind.SectionPractice,
        ["chapter-practice"] = AttemptKind.ChapterPractice,
        ["chapter-quiz"] = AttemptKind.ChapterQuiz,
    };

    public static IEnumerable<string> AllKinds => Kinds.Keys;

    public static string Of(AttemptKind kind) => Kinds.Single(pair => pair.Value == kind).Key;

    public static string Of(FeedbackTiming feedback) => feedback == FeedbackTiming.Each ? "each" : "end";

    public static bool TryParse(string? name, out AttemptKind kind) => Kinds.TryGetValue(name ?? "", out kind);
}
