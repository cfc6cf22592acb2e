using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>A map whose keys the author chooses.</summary>
internal sealed class DictionaryShape(string keyPattern, LocalizedText keyCalled, Shape value, int min = 1, int max = 64) : Shape
{
    private readonly Regex regex = new(keyPattern, RegexOptions.CultureInvariant);

    public override LocalizedText Called => new($"{keyCalled.Ko}을(를) 키로 하는 맵", $"a map by {keyCalled.En}");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlMap)
        {
            Wrong(node, faults);
            return;
        }

        if (node.Entries.Count < min || node.Entries.Count > max)
            faults.Error(node, "wrong-count", $"{node.Entries.Count}개가 있습니다. {min}–{max}개여야 합니다.", $"There are {node.Entries.Count}; there must be {min} to {max}.");
        MapShape.CheckRepeats(node, faults);
        foreach (var (key, child) in node.Entries)
        {
            if (!regex.IsMatch(key.Text))
                faults.Error(key, "bad-form", $"'{key.Text}'은(는) {keyCalled.Ko}이(가) 아닙니다.", $"'{key.Text}' is not {keyCalled.En}.");
            value.Check(child, faults);
        }
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = "object",
        ["minProperties"] = min,
        ["maxProperties"] = max,
        ["propertyNames"] = new JsonObject { ["pattern"] = keyPattern },
        ["additionalProperties"] = value.Schema(definitions),
    };
}
