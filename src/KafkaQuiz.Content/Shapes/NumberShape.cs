using System.Globalization;
using System.Text.Json.Nodes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>A number between two ends, both included.</summary>
internal sealed class NumberShape(decimal min, decimal max, bool whole = false, bool template = false, bool below = false) : Shape
{
    /// <summary>Any number.</summary>
    public static NumberShape Any { get; } = new(-1e15m, 1e15m);

    /// <summary>Any number, or a text with <c>{marks}</c> that becomes one.</summary>
    public static NumberShape AnyTemplate { get; } = new(-1e15m, 1e15m, template: true);

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static NumberShape Whole(long min, long max) => new(min, max, whole: true);

    /// <summary>A whole number, or a text with <c>{marks}</c> that becomes one (checked again once the marks are filled).</summary>
    public static NumberShape Template(long min, long max) => new(min, max, whole: true, template: true);

    public override LocalizedText Called
    {
        get
        {
            string range = string.Create(CultureInfo.InvariantCulture, $"{min:0.####} … {(below ? "<" : "")}{max:0.####}");
            return whole ? new($"정수({range})", $"a whole number ({range})") : new($"숫자({range})", $"a number ({range})");
        }
    }

    public override void Check(YamlNode node, FaultList faults)
    {
        if (template && node is YamlScalar { Type: ScalarType.Text } && node.Text.Contains('{', StringComparison.Ordinal))
            return;
        if (node is not YamlScalar { Type: ScalarType.Number } scalar || !scalar.TryNumber(out decimal number)
            || (whole && number != decimal.Truncate(number)))
        {
            Wrong(node, faults);
        }
        else if (number < min || (below ? number >= max : number > max))
        {
            faults.Error(node, "out-of-range", $"범위를 벗어난 값입니다: {node.Text}. 필요한 값: {Called.Ko}", $"{node.Text} is out of range: {Called.En}.");
        }
    }

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var number = new JsonObject
        {
            ["type"] = whole ? "integer" : "number",
            ["minimum"] = min,
            [below ? "exclusiveMaximum" : "maximum"] = max,
        };
        return template
            ? new() { ["anyOf"] = new JsonArray(number, new JsonObject { ["type"] = "string", ["pattern"] = @"\{" }) }
            : number;
    }
}
