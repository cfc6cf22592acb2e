using System.Text.Json.Nodes;

namespace KafkaQuiz.Load;

/// <summary>Gives some answer to a question as the API shows it; it need not be right, but it is one that a learner could give.</summary>
internal static class AnswerSheet
{
    public static JsonObject Answer(JsonNode question)
    {
        var fields = new JsonObject();
        switch ((string?)question["kind"])
        {
            case "single-choice" or "true-false":
                fields["choice"] = First(question["choices"]);
                break;
            case "multiple-choice":
                fields["choice"] = new JsonArray([.. Keys(question["choices"]).Take(2).Select(key => (JsonNode)key)]);
                break;
            case "cloze":
                foreach (var blank in question["blanks"]!.AsArray())
                    fields["blank." + blank!["name"]] = (string?)blank["type"] == "menu" ? First(blank["options"]) : "3";
                break;
            case "ordering":
                fields["order"] = new JsonArray([.. Keys(question["items"]).Select(key => (JsonNode)key)]);
                break;
            case "matching":
                foreach (string left in Keys(question["lefts"])) fields["match." + left] = First(question["rights"]);
                break;
            case "assignment":
                foreach (var row in question["rows"]!.AsArray())
                    fields["owner." + row] = new JsonArray([.. question["owners"]!.AsArray().Take((int?)question["each"] ?? 1).Select(owner => (JsonNode)(string)owner!)]);
                break;
            case "command":
                fields["text"] = "kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing";
                break;
            case "config":
                fields["text"] = "enable.auto.commit=false\ngroup.id=billing";
                break;
            case "numeric":
                fields["text"] = "1,200";
                break;
            default:
                fields["text"] = "offset";
                break;
        }

        return fields;
    }

    private static IEnumerable<string> Keys(JsonNode? options) => options!.AsArray().Select(option => (string)option!["key"]!);

    private static string First(JsonNode? options) => Keys(options).First();
}
