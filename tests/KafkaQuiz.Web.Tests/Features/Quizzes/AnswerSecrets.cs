using System.Text.Json;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Web.Features.Quizzes;

namespace KafkaQuiz.Web.Tests.Features.Quizzes;

/// <summary>What must not reach a client before an answer is graded: every reason and explanation of a variant, in plain text.</summary>
internal static class AnswerSecrets
{
    public static IEnumerable<string> Of(QuestionVariant variant)
    {
        using var json = JsonDocument.Parse(ShownVariants.Write(variant));
        return [.. Texts(json.RootElement, false).Where(text => text.Length >= 12 && !text.Any(c => "`*_<>&\"\n[".Contains(c, StringComparison.Ordinal))).Distinct()];
    }

    private static IEnumerable<string> Texts(JsonElement element, bool secret) => element.ValueKind switch
    {
        JsonValueKind.String => secret ? [element.GetString()!] : [],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Texts(item, secret)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            Texts(property.Value, secret || property.Name.StartsWith("Why", StringComparison.Ordinal) || property.Name == "Explain")),
        _ => [],
    };
}
