using System.Text.Json.Nodes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary><c>{ ko: …, en: … }</c>, or a plain text that is the same in both languages.</summary>
internal sealed class LocalizedShape : Shape
{
    public static LocalizedShape Any { get; } = new();

    private static readonly MapShape map = new(Key.Required("ko", TextShape.Any), Key.Required("en", TextShape.Any));

    public override LocalizedText Called => new("{ ko: …, en: … } 또는 글", "{ ko: …, en: … } or a text");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlMap)
        {
            if (node is YamlScalar)
                TextShape.Any.Check(node, faults);
            else
                Wrong(node, faults);
            return;
        }

        if (node["ko"] is null || node["en"] is null)
        {
            string missing = node["ko"] is null ? "ko" : "en";
            if (node.Entries.Any(entry => entry.Key.Text is "ko" or "en"))
            {
                faults.Error(node, "missing-translation", $"'{missing}' 글이 없습니다.", $"The text in '{missing}' is missing.",
                    new($"`{missing}:`을 추가하세요.", $"Add `{missing}:`."));
                foreach (var (key, value) in node.Entries.Where(entry => entry.Key.Text is not ("ko" or "en")))
                    faults.Error(key, "unknown-key", $"알 수 없는 키입니다: '{key.Text}'", $"'{key.Text}' is not a key here.", DidYouMean.Fix(key.Text, ["ko", "en"]));
                return;
            }
        }

        map.Check(node, faults);
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Reference("text", () =>
        new() { ["anyOf"] = new JsonArray(TextShape.Any.Schema(definitions), map.Schema(definitions)) });
}
