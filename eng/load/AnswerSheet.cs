using System.Text.Json;

namespace KafkaQuiz.Load;

/// <summary>Gives some answer to a question as the API shows it; it need not be right, but it is one that a learner could give.</summary>
internal static class AnswerSheet
{
    /// <summary>Writes the answer as the object of fields that the API takes.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement question)
    {
        json.WriteStartObject();
        switch (question.GetProperty("kind").GetString())
        {
            case "single-choice" or "true-false":
                json.WriteString("choice", First(question, "choices"));
                break;
            case "multiple-choice":
                WriteMany(json, "choice", Keys(question, "choices").Take(2));
                break;
            case "cloze":
                foreach (var blank in question.GetProperty("blanks").EnumerateArray())
                    json.WriteString("blank." + blank.GetProperty("name").GetString(), blank.GetProperty("type").GetString() == "menu" ? First(blank, "options") : "3");
                break;
            case "ordering":
                WriteMany(json, "order", Keys(question, "items"));
                break;
            case "matching":
                foreach (string left in Keys(question, "lefts")) json.WriteString("match." + left, First(question, "rights"));
                break;
            case "assignment":
                int each = question.TryGetProperty("each", out var count) && count.ValueKind == JsonValueKind.Number ? count.GetInt32() : 1;
                foreach (var row in question.GetProperty("rows").EnumerateArray())
                    WriteMany(json, "owner." + row.GetString(), question.GetProperty("owners").EnumerateArray().Take(each).Select(owner => owner.GetString()!));
                break;
            case "command":
                json.WriteString("text", "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing");
                break;
            case "config":
                json.WriteString("text", "enable.auto.commit=false\ngroup.id=billing");
                break;
            case "numeric":
                json.WriteString("text", "1,200");
                break;
            default:
                json.WriteString("text", "offset");
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteMany(Utf8JsonWriter json, string field, IEnumerable<string> values)
    {
        json.WriteStartArray(field);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static IEnumerable<string> Keys(JsonElement of, string options) =>
        of.GetProperty(options).EnumerateArray().Select(option => option.GetProperty("key").GetString()!);

    private static string First(JsonElement of, string options) => Keys(of, options).First();
}
