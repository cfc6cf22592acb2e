using System.Text.Json.Nodes;

namespace KafkaQuiz.Content.Tests.Schemas;

/// <summary>Every small slip of a JSON document.</summary>
internal static class Mutations
{
    private static readonly string[] values = ["null", "true", "-1", "0.5", "1000000000000000000", "\"\"", "\"word\"", "\"12%\"", "[]", "{}", "[\"a\",\"b\"]", "{\"ko\":\"a\",\"en\":\"b\"}", "{\"ko\":\"a\"}"];

    public static IEnumerable<(string What, JsonNode Slip)> Of(JsonNode root)
    {
        foreach (string path in Paths(root, "$").ToList())
        {
            foreach (string value in values)
                yield return ($"{path} = {value}", Changed(root, path, (parent, key) => Set(parent, key, JsonNode.Parse(value))));
            yield return ($"{path} removed", Changed(root, path, Remove));
            if (!path.EndsWith(']'))
                yield return ($"{path} misspelt", Changed(root, path, Misspell));
        }
    }

    private static IEnumerable<string> Paths(JsonNode? node, string path)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map)
            {
                string below = path + "\u0001" + key;
                yield return below;
                foreach (string deeper in Paths(value, below))
                    yield return deeper;
            }
        }
        else if (node is JsonArray list)
        {
            for (int at = 0; at < list.Count; at++)
            {
                string below = path + "\u0001[" + at + "]";
                yield return below;
                foreach (string deeper in Paths(list[at], below))
                    yield return deeper;
            }
        }
    }

    private static JsonNode Changed(JsonNode root, string path, Action<JsonNode, string> change)
    {
        var copy = root.DeepClone();
        string[] steps = path.Split('\u0001')[1..];
        var parent = copy;
        foreach (string step in steps[..^1])
            parent = step.StartsWith('[') ? parent[int.Parse(step.Trim('[', ']'), null)]! : parent[step]!;
        change(parent, steps[^1]);
        return copy;
    }

    private static void Set(JsonNode parent, string key, JsonNode? value)
    {
        if (parent is JsonArray list)
            list[int.Parse(key.Trim('[', ']'), null)] = value;
        else
            parent[key] = value;
    }

    private static void Remove(JsonNode parent, string key)
    {
        if (parent is JsonArray list)
            list.RemoveAt(int.Parse(key.Trim('[', ']'), null));
        else
            parent.AsObject().Remove(key);
    }

    private static void Misspell(JsonNode parent, string key)
    {
        var value = parent[key]?.DeepClone();
        parent.AsObject().Remove(key);
        parent[key + "x"] = value;
    }
}
