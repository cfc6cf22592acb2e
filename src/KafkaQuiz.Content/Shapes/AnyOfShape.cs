using System.Text.Json.Nodes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>One of several shapes; <paramref name="pick"/> tells from the node which was meant, so that its faults are the ones reported.</summary>
internal sealed class AnyOfShape(Func<YamlNode, int> pick, params Shape[] shapes) : Shape
{
    public override LocalizedText Called => new(string.Join(" 또는 ", shapes.Select(shape => shape.Called.Ko)), string.Join(" or ", shapes.Select(shape => shape.Called.En)));

    /// <summary>A scalar of one shape, or a map or list of another.</summary>
    public static AnyOfShape ScalarOr(Shape scalar, Shape other) => new(node => node is YamlScalar ? 0 : 1, scalar, other);

    public override void Check(YamlNode node, FaultList faults) => shapes[pick(node)].Check(node, faults);

    public override JsonObject Schema(SchemaDefinitions definitions) =>
        new() { ["anyOf"] = new JsonArray([.. shapes.Select(shape => (JsonNode)shape.Schema(definitions))]) };
}

/// <summary>A shape that is named in the schema and may contain itself.</summary>
internal sealed class NamedShape(string name, Func<Shape> make) : Shape
{
    private readonly Lazy<Shape> shape = new(make);

    public override LocalizedText Called => shape.Value.Called;

    public override void Check(YamlNode node, FaultList faults) => shape.Value.Check(node, faults);

    public override JsonObject Schema(SchemaDefinitions definitions) => definitions.Reference(name, () => shape.Value.Schema(definitions));
}

/// <summary>A map with exactly one key that tells what it is: <c>{ topic-exists: { topic: … } }</c>.</summary>
internal sealed class TaggedShape(LocalizedText called, IReadOnlyDictionary<string, Shape> forms) : Shape
{
    public override LocalizedText Called => called;

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlMap)
        {
            Wrong(node, faults, DidYouMean.Fix("", forms.Keys));
            return;
        }

        if (node.Entries.Count != 1)
        {
            faults.Error(node, "wrong-count", $"여기에는 키가 하나인 맵({called.Ko})이 와야 합니다.", $"This must be {called.En}: a map with one key.");
            return;
        }

        var (key, value) = node.Entries[0];
        if (forms.TryGetValue(key.Text, out var form))
            form.Check(value, faults);
        else
            faults.Error(key, "unknown-key", $"알 수 없는 {called.Ko}입니다: '{key.Text}'", $"'{key.Text}' is not {called.En}.", DidYouMean.Fix(key.Text, forms.Keys));
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["minProperties"] = 1,
        ["maxProperties"] = 1,
        ["properties"] = new JsonObject(forms.OrderBy(form => form.Key, StringComparer.Ordinal)
            .Select(form => KeyValuePair.Create(form.Key, (JsonNode?)form.Value.Schema(definitions)))),
    };
}

/// <summary>A map whose key <paramref name="tag"/> tells which further keys it has; in the schema each kind is a definition whose name begins with <paramref name="definition"/>.</summary>
internal sealed class KindShape(string tag, IReadOnlyDictionary<string, MapShape> kinds, string definition = "") : Shape
{
    private readonly EnumShape tags = new([.. kinds.Keys]);

    public override LocalizedText Called => new($"'{tag}' 키가 있는 맵", $"a map with '{tag}'");

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlMap)
            Wrong(node, faults);
        else if (node[tag] is not { } kind)
            faults.Error(node, "missing-key", $"'{tag}' 키가 없습니다.", $"The key '{tag}' is missing.", new($"`{tag}:`을 추가하세요. {tags.Called.Ko}", $"Add `{tag}:`, {tags.Called.En}."));
        else if (kinds.TryGetValue(kind.Text, out var shape))
            shape.Check(node, faults);
        else
            tags.Check(kind, faults);
    }

    public override JsonObject Schema(SchemaDefinitions definitions) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray(tag),
        ["properties"] = new JsonObject { [tag] = tags.Schema(definitions) },
        ["allOf"] = new JsonArray(
        [
            .. kinds.Select(kind => (JsonNode)new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { [tag] = new JsonObject { ["const"] = kind.Key } }, ["required"] = new JsonArray(tag) },
                ["then"] = definitions.Reference(definition + kind.Key, () => kind.Value.Schema(definitions)),
            }),
        ]),
    };
}
