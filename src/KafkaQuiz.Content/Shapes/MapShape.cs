using System.Text.Json.Nodes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Shapes;

/// <summary>A key of a map.</summary>
internal sealed record Key(string Name, Shape Shape, bool IsRequired)
{
    public static Key Required(string name, Shape shape) => new(name, shape, true);

    public static Key Optional(string name, Shape shape) => new(name, shape, false);
}

/// <summary>A map with known keys.</summary>
internal sealed class MapShape(params Key[] keys) : Shape
{
    private readonly Dictionary<string, Key> byName = keys.ToDictionary(key => key.Name, StringComparer.Ordinal);

    /// <summary>Exactly one of these keys is there, where there are any.</summary>
    public string[] ExactlyOne { get; init; } = [];

    /// <summary>At least one of these keys is there, where there are any.</summary>
    public string[] AtLeastOne { get; init; } = [];

    /// <summary>These keys come together or not at all.</summary>
    public string[] Together { get; init; } = [];

    public IReadOnlyList<Key> Keys => keys;

    public override LocalizedText Called => new($"맵({string.Join(", ", byName.Keys)})", $"a map ({string.Join(", ", byName.Keys)})");

    /// <summary>A map with more keys.</summary>
    public MapShape And(params Key[] more) => new([.. keys, .. more]) { ExactlyOne = ExactlyOne, AtLeastOne = AtLeastOne, Together = Together };

    public static void CheckRepeats(YamlNode node, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, _) in node.Entries)
        {
            if (!seen.Add(key.Text))
                faults.Error(key, "repeated-key", $"'{key.Text}' 키가 두 번 나옵니다.", $"The key '{key.Text}' is there twice.", new("하나를 지우세요.", "Remove one."));
        }
    }

    public override void Check(YamlNode node, FaultList faults)
    {
        if (node is not YamlMap)
        {
            Wrong(node, faults);
            return;
        }

        CheckRepeats(node, faults);
        foreach (var (name, value) in node.Entries)
        {
            if (byName.TryGetValue(name.Text, out var key))
                key.Shape.Check(value, faults);
            else
                faults.Error(name, "unknown-key", $"알 수 없는 키입니다: '{name.Text}'", $"'{name.Text}' is not a key here.", DidYouMean.Fix(name.Text, byName.Keys));
        }

        foreach (var key in keys)
        {
            if (key.IsRequired && node[key.Name] is null)
                faults.Error(node, key.Name == "why" ? "missing-why" : "missing-key", $"'{key.Name}' 키가 없습니다.", $"The key '{key.Name}' is missing.", new($"`{key.Name}:`을 추가하세요.", $"Add `{key.Name}:`."));
        }

        CheckGroups(node, faults);
    }

    private void CheckGroups(YamlNode node, FaultList faults)
    {
        if (ExactlyOne.Length > 0 && ExactlyOne.Count(key => node[key] is not null) != 1)
        {
            string list = string.Join(", ", ExactlyOne);
            faults.Error(node, "exactly-one", $"다음 중 정확히 하나가 있어야 합니다: {list}", $"Exactly one of these must be there: {list}");
        }

        if (AtLeastOne.Length > 0 && !AtLeastOne.Any(key => node[key] is not null))
        {
            string list = string.Join(", ", AtLeastOne);
            faults.Error(node, "at-least-one", $"다음 중 하나 이상이 있어야 합니다: {list}", $"At least one of these must be there: {list}");
        }

        if (Together.Length > 0 && Together.Count(key => node[key] is not null) is var there && there > 0 && there < Together.Length)
        {
            string list = string.Join(", ", Together);
            faults.Error(node, "together", $"다음은 함께 있어야 합니다: {list}", $"These come together: {list}");
        }
    }

    public override JsonObject Schema(SchemaDefinitions definitions)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Shape.Schema(definitions)))),
        };
        if (keys.Any(key => key.IsRequired))
            schema["required"] = Names(keys.Where(key => key.IsRequired).Select(key => key.Name));
        if (ExactlyOne.Length > 0)
            schema["oneOf"] = Each(ExactlyOne);
        if (AtLeastOne.Length > 0)
            schema["anyOf"] = Each(AtLeastOne);
        if (Together.Length > 0)
            schema["dependentRequired"] = new JsonObject(Together.Select(key => KeyValuePair.Create(key, (JsonNode?)Names(Together.Where(other => other != key)))));
        return schema;
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static JsonArray Each(string[] names) => new([.. names.Select(name => (JsonNode)new JsonObject { ["required"] = new JsonArray(name) })]);
}
