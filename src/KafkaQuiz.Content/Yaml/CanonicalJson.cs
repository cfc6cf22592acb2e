using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KafkaQuiz.Content.Yaml;

/// <summary>
/// The canonical form of a node: JSON with keys in ordinal order and without spaces. Comments, layout, quoting style, key order and the
/// file's path leave no trace in it; whether a scalar is a text, a number or a truth does.
/// </summary>
internal static class CanonicalJson
{
    private static readonly JsonWriterOptions writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(YamlNode node)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, writing))
            Write(json, node);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    public static YamlNode Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement);
    }

    private static void Write(Utf8JsonWriter json, YamlNode node)
    {
        switch (node)
        {
            case YamlScalar { Type: ScalarType.Number or ScalarType.Truth } scalar:
                json.WriteRawValue(scalar.Text);
                break;
            case YamlScalar { Type: ScalarType.Null }:
                json.WriteNullValue();
                break;
            case YamlScalar scalar:
                json.WriteStringValue(scalar.Text);
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject();
                foreach (var (key, value) in node.Entries.OrderBy(entry => entry.Key.Text, StringComparer.Ordinal))
                {
                    json.WritePropertyName(key.Text);
                    Write(json, value);
                }

                json.WriteEndObject();
                break;
        }
    }

    private static YamlNode Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new YamlMap(
            [.. element.EnumerateObject().Select(entry => KeyValuePair.Create(new YamlScalar(entry.Name, true, 0, 0), Read(entry.Value)))], 0, 0),
        JsonValueKind.Array => new YamlList([.. element.EnumerateArray().Select(Read)], 0, 0),
        JsonValueKind.String => new YamlScalar(element.GetString()!, true, 0, 0),
        _ => new YamlScalar(element.GetRawText(), false, 0, 0),
    };
}
