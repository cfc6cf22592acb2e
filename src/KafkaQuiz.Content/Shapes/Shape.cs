using System.Text.Json.Nodes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>
/// What a node of a content file must look like. The parser checks files against shapes, and the published JSON Schemas are written from the
/// same shapes, so that an editor refuses exactly the keys that the parser refuses.
/// </summary>
internal abstract class Shape
{
    /// <summary>Reports every fault of <paramref name="node"/> and of what is below it.</summary>
    public abstract void Check(YamlNode node, FaultList faults);

    /// <summary>The JSON Schema (2020-12) of this shape.</summary>
    public abstract JsonObject Schema(SchemaDefinitions definitions);

    /// <summary>What a reader would call it, in both languages.</summary>
    public abstract LocalizedText Called { get; }

    /// <summary>Reports that the node is something else.</summary>
    protected void Wrong(YamlNode node, FaultList faults, LocalizedText? fix = null)
    {
        if (node is YamlScalar { Type: ScalarType.Null })
        {
            faults.Error(node, "empty-value", $"값이 비어 있습니다. 필요한 값: {Called.Ko}", $"The value is empty: {Called.En} is needed.", fix);
            return;
        }

        faults.Error(node, "wrong-type", $"여기에 올 수 없는 값입니다. 필요한 값: {Called.Ko}", $"This must be {Called.En}.", fix);
    }
}

/// <summary>The named definitions of a schema (<c>$defs</c>), each written once.</summary>
internal sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonObject?> definitions = new(StringComparer.Ordinal);

    /// <summary>A reference to the definition of that name, which <paramref name="write"/> makes the first time.</summary>
    public JsonObject Reference(string name, Func<JsonObject> write)
    {
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = null;
            definitions[name] = write();
        }

        return new JsonObject { ["$ref"] = "#/$defs/" + name };
    }

    /// <summary>Everything that was defined.</summary>
    public JsonObject Write() => new(definitions.Select(entry => KeyValuePair.Create(entry.Key, (JsonNode?)entry.Value)));
}
