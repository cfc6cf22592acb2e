using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>A map whose keys the author chooses.</summary>
internal sealed class DictionaryShape(string keyPattern, LocalizedText keyCalled, Shape value, int min = 1, int max = 64) : Shape
{
    private readonly Regex regex = new(keyPattern, RegexOptions.CultureInvariant);

    public override LocalizedText Called => new($"맵(키: {keyCalled.Ko})", $"a map by {keyCalled.En}");

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
                faults.Error(key, "bad-form", $"형식에 맞지 않는 키입니다: '{key.Text}'. 필요한 형식: {keyCalled.Ko}", $"'{key.Text}' is not {keyCalled.En}.");
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
