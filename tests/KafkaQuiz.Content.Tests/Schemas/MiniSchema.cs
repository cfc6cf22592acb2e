using System.Text.Json;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Content.Tests.Schemas;

/// <summary>
/// A validator for the part of JSON Schema 2020-12 that the published schemas use. It throws at a keyword that it does not know, so that it never
/// passes what it did not look at.
/// </summary>
internal static class MiniSchema
{
    public static IReadOnlyList<string> Check(JsonElement schema, JsonElement value) => [.. Faults(schema, schema, value, "$")];

    private static IEnumerable<string> Faults(JsonElement root, JsonElement schema, JsonElement value, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            foreach (string fault in Keyword(root, schema, keyword.Name, keyword.Value, value, path))
                yield return fault;
        }
    }

    private static bool Holds(JsonElement root, JsonElement schema, JsonElement value) => !Faults(root, schema, value, "$").Any();

    private static IEnumerable<string> Keyword(JsonElement root, JsonElement schema, string name, JsonElement rule, JsonElement value, string path)
    {
        bool fine = name switch
        {
            "$schema" or "title" or "$defs" or "then" => true,
            "type" => (rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray() : One(rule)).Any(type => Is(type.GetString()!, value)),
            "enum" => rule.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value)),
            "const" => JsonElement.DeepEquals(rule, value),
            "pattern" => value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!),
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal(),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal(),
            "exclusiveMaximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() < rule.GetDecimal(),
            "minItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(),
            "maxItems" => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= rule.GetInt32(),
            "minProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() >= rule.GetInt32(),
            "maxProperties" => value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() <= rule.GetInt32(),
            "required" => value.ValueKind != JsonValueKind.Object || rule.EnumerateArray().All(key => value.TryGetProperty(key.GetString()!, out _)),
            "dependentRequired" => value.ValueKind != JsonValueKind.Object || rule.EnumerateObject()
                .All(key => !value.TryGetProperty(key.Name, out _) || key.Value.EnumerateArray().All(other => value.TryGetProperty(other.GetString()!, out _))),
            "anyOf" => rule.EnumerateArray().Any(one => Holds(root, one, value)),
            "oneOf" => rule.EnumerateArray().Count(one => Holds(root, one, value)) == 1,
            "allOf" or "if" or "$ref" or "properties" or "additionalProperties" or "propertyNames" or "items" => true,
            _ => throw new NotSupportedException(name),
        };
        if (!fine)
            yield return $"{path}: {name} {rule}";
        foreach (string fault in Below(root, schema, name, rule, value, path))
            yield return fault;
    }

    private static IEnumerable<string> Below(JsonElement root, JsonElement schema, string name, JsonElement rule, JsonElement value, string path) => (name, value.ValueKind) switch
    {
        ("$ref", _) => Faults(root, root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value, path),
        ("allOf", _) => rule.EnumerateArray().SelectMany(one => Faults(root, one, value, path)),
        ("if", _) => Holds(root, rule, value) ? Faults(root, schema.GetProperty("then"), value, path) : [],
        ("items", JsonValueKind.Array) => value.EnumerateArray().SelectMany((item, at) => Faults(root, rule, item, $"{path}[{at}]")),
        ("properties", JsonValueKind.Object) => value.EnumerateObject()
            .Where(entry => rule.TryGetProperty(entry.Name, out _))
            .SelectMany(entry => Faults(root, rule.GetProperty(entry.Name), entry.Value, path + "." + entry.Name)),
        ("propertyNames", JsonValueKind.Object) => value.EnumerateObject()
            .SelectMany(entry => Faults(root, rule, JsonSerializer.SerializeToElement(entry.Name), path + "." + entry.Name)),
        ("additionalProperties", JsonValueKind.Object) => value.EnumerateObject()
            .Where(entry => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(entry.Name, out _))
            .SelectMany(entry => rule.ValueKind == JsonValueKind.False ? [$"{path}.{entry.Name}: unknown"] : Faults(root, rule, entry.Value, path + "." + entry.Name)),
        _ => [],
    };

    private static IEnumerable<JsonElement> One(JsonElement element) => [element];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDecimal() == decimal.Truncate(value.GetDecimal()),
        _ => throw new NotSupportedException(type),
    };
}
