using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>Any text that is not empty. A plain number or truth is taken as it is written.</summary>
internal sealed class TextShape : Shape
{
    public static TextShape Any { get; } = new();

    public override LocalizedText Called => new("글", "a text");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlScalar { Type: not ScalarType.Null })
            Wrong(node, faults);
        else if (string.IsNullOrWhiteSpace(node.Text))
            faults.Error(node, "empty-value", "글이 비어 있습니다.", "The text is empty.");
    }

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["type"] = new JsonArray("string", "number", "boolean"), ["pattern"] = @"\S" };
}

/// <summary>A text of a certain form. It must be a text in YAML too: <c>4.10</c> needs quotes, or it is the number 4.1.</summary>
internal sealed class WordShape(string pattern, LocalizedText called, LocalizedText? fix = null) : Shape
{
    private readonly Regex regex = new(pattern, RegexOptions.CultureInvariant);

    public override LocalizedText Called => called;

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlScalar { Type: not ScalarType.Null } scalar)
            Wrong(node, faults, fix);
        else if (scalar.Type != ScalarType.Text)
            faults.Error(node, "needs-quotes", $"따옴표로 감싸야 합니다: `{node.Text}`", $"`{node.Text}` needs quotes.", new($"\"{node.Text}\"", $"\"{node.Text}\""));
        else if (!regex.IsMatch(node.Text))
            faults.Error(node, "bad-form", $"형식에 맞지 않습니다: '{node.Text}'. 필요한 형식: {called.Ko}", $"'{node.Text}' is not {called.En}.", fix);
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "string", ["pattern"] = pattern };
}

/// <summary>One of a few words.</summary>
internal sealed class EnumShape(params string[] words) : Shape
{
    public IReadOnlyList<string> Words => words;

    public override LocalizedText Called => new($"다음 중 하나({string.Join(", ", words)})", $"one of {string.Join(", ", words)}");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlScalar { Type: not ScalarType.Null })
            Wrong(node, faults);
        else if (!words.Contains(node.Text))
            faults.Error(node, "unknown-value", $"쓸 수 없는 값입니다: '{node.Text}'", $"'{node.Text}' is not known here.", DidYouMean.Fix(node.Text, words));
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["enum"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) };
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class TruthShape : Shape
{
    public static TruthShape Any { get; } = new();

    public override LocalizedText Called => new("true 또는 false", "true or false");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlScalar { Type: ScalarType.Truth })
            Wrong(node, faults);
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new() { ["type"] = "boolean" };
}
