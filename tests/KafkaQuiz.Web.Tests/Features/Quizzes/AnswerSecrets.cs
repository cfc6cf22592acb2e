using System.Text.Json;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Web.Features.Quizzes;

namespace KafkaQuiz.Web.Tests.Features.Quizzes;

/// <summary>What must not reach a client before an answer is graded: every reason and explanation, in plain text.</summary>
internal static class AnswerSecrets
{
    /// <summary>
    /// The reasons in a quiz's variants; without those that hold marks which a page writes differently, and those that another
    /// question of the quiz says openly.
    /// </summary>
    public static IReadOnlyList<string> Of(IEnumerable<QuestionVariant> variants)
    {
        var secret = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variant in variants)
        {
            using var json = JsonDocument.Parse(ShownVariants.Write(variant));
            Collect(json.RootElement, false, secret, open);
        }

        return [.. secret.Where(text => text.Length >= 12 && !text.Any(c => "`*_<>&\"\n[".Contains(c, StringComparison.Ordinal))
            && !open.Any(shown => shown.Contains(text, StringComparison.Ordinal)))];
    }

    /// <summary>Every property name in an answer of the API.</summary>
    public static IEnumerable<string> Names(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Names),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Names(property.Value).Prepend(property.Name)),
        _ => [],
    };

    private static void Collect(JsonElement element, bool isSecret, HashSet<string> secret, HashSet<string> open)
    {
        if (element.ValueKind == JsonValueKind.String) (isSecret ? secret : open).Add(element.GetString()!);
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) Collect(item, isSecret, secret, open);
        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
            Collect(property.Value, isSecret || property.Name.StartsWith("Why", StringComparison.Ordinal) || property.Name is "Explain" or "Mistakes", secret, open);
    }
}
