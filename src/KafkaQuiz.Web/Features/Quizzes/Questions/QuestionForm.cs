using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Web.Features.Quizzes.Questions;

/// <summary>
/// How questions stand in a form: every field of a response is <c>q3.FIELD</c>, and <c>q3.base</c> is the number of the answer that the
/// page showed. With it a page that stayed open in another window, or that is sent twice, overwrites nothing that its reader did not change.
/// </summary>
internal static class QuestionForm
{
    public static string AskId(int position) => $"q{position}-ask";

    public static string CardId(int position) => $"q{position}";

    public static string Name(int position, string field) => $"q{position}.{field}";

    /// <summary>The answers that differ from those that the page showed.</summary>
    public static IReadOnlyList<SaveResponses.Item> Changes(IFormCollection form, RunAttempt attempt)
    {
        var changes = new List<SaveResponses.Item>();
        foreach (var item in attempt.Items)
        {
            if (item.Grade is not null || !int.TryParse(form[Name(item.Position, "base")], out int shown)) continue;
            var given = Read(form, item);
            if (given.Json == AnswerAt(item, shown)) continue;
            // The next number if nothing came in between, so that the same form sent twice is one answer.
            changes.Add(new SaveResponses.Item(item.Position, shown == item.Sequence ? shown + 1 : null, given));
        }

        return changes;
    }

    private static string AnswerAt(RunItem item, int sequence) =>
        item.Log.FirstOrDefault(entry => entry.Sequence == sequence)?.Value ?? Response.Empty.Json;

    private static Response Read(IFormCollection form, RunItem item) =>
        Response.Of([.. item.Variant.Fields.Select(field => (field, form[Name(item.Position, field)].OfType<string>().Select(Normal).ToArray()))]);

    // A form sends line ends as CR LF whatever the reader typed.
    private static string Normal(string value) => value.ReplaceLineEndings("\n");
}
