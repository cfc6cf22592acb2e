using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;

namespace KafkaQuiz.Protocol.Tests.Golden;

/// <summary>Compares a decoded message with Kafka's JSON of it, field by field, and names the first that differs.</summary>
internal static class JsonView
{
    public static string? Difference(object message, JsonObject json, string path = "")
    {
        foreach (var (name, expected) in json)
        {
            if (name == "recordsSizeInBytes")
                continue;
            var property = message.GetType().GetProperty(char.ToUpperInvariant(name[0]) + name[1..]);
            if (property is null)
                return $"{path}{name}: no such property";
            if (Difference(property.GetValue(message), expected, path + name) is { } found)
                return found;
        }
        return null;
    }

    private static string? Difference(object? value, JsonNode? expected, string path)
    {
        if (expected is null || value is null)
            return expected is null == value is null ? null : $"{path}: {value ?? "null"}, Kafka has {expected?.ToJsonString() ?? "null"}";
        if (expected is JsonObject child)
            return Difference(value, child, path + ".");
        if (expected is JsonArray array)
        {
            var list = (IList)value;
            if (list.Count != array.Count)
                return $"{path}: {list.Count} elements, Kafka has {array.Count}";
            for (var i = 0; i < list.Count; i++)
            {
                if (Difference(list[i], array[i], $"{path}[{i}]") is { } found)
                    return found;
            }
            return null;
        }
        if (value is double number)
            return number.Equals(expected.GetValue<double>()) ? null : $"{path}: {number}, Kafka has {expected}";
        var text = value switch
        {
            bool flag => flag ? "true" : "false",
            Enum code => Convert.ToInt64(code, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            ReadOnlyMemory<byte> bytes => Convert.ToBase64String(bytes.Span),
            Guid id => Convert.ToBase64String(id.ToByteArray(bigEndian: true)).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return text == expected.ToString() ? null : $"{path}: {text}, Kafka has {expected}";
    }
}
