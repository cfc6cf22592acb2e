using System.Text.Json.Nodes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>A list of so many things of one shape.</summary>
internal sealed class ListShape(Shape item, int min, int max) : Shape
{
    public override LocalizedText Called => new($"목록({min}–{max}개)", $"a list of {min} to {max}");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlList)
        {
            Wrong(node, faults);
            return;
        }

        if (node.Items.Count < min || node.Items.Count > max)
        {
            faults.Error(node, "wrong-count", $"{node.Items.Count}개가 있습니다. {min}–{max}개여야 합니다.",
                $"There are {node.Items.Count}; there must be {min} to {max}.");
        }

        foreach (var part in node.Items)
            item.Check(part, faults);
    }

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = "array", ["items"] = item.Schema(definitions), ["minItems"] = min, ["maxItems"] = max };
}

/// <summary>Several things, or one of them without the list round it.</summary>
internal sealed class OneOrManyShape(Shape item, int max) : Shape
{
    private readonly ListShape list = new(item, 1, max);

    public override LocalizedText Called => new($"{item.Called.Ko} 또는 그 목록", $"{item.Called.En}, or a list of such");

    public override void Check(YamlNode node, FaultList faults) => (node is YamlList ? list : item).Check(node, faults);

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray(item.Schema(definitions), list.Schema(definitions)) };
}
