using System.Text.Json;

namespace KafkaQuiz.Console.Java;

/// <summary>Kafka's JsonValue: reading JSON with the exceptions that its tools print.</summary>
internal readonly struct JavaJson
{
    private readonly JsonElement _element;

    private JavaJson(JsonElement element) => _element = element;

    /// <summary>Json.parseFull: null when the text is no JSON.</summary>
    public static JavaJson? ParseFull(string text)
    {
        try
        {
            // Jackson reads one value and does not look behind it.
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
            return JsonElement.TryParseValue(ref reader, out var element) ? new JavaJson(element.Value) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A field, or null.</summary>
    public JavaJson? Get(string name) => Object().TryGetProperty(name, out var value) ? new JavaJson(value) : null;

    /// <summary>A field that must be there.</summary>
    public JavaJson Apply(string name) => Get(name) ?? throw Fault($"No such field exists: `{name}`");

    public IEnumerable<JavaJson> Array() => _element.ValueKind == JsonValueKind.Array
        ? _element.EnumerateArray().Select(e => new JavaJson(e))
        : throw Fault("Expected JSON array, received " + Text());

    public string String() => _element.ValueKind == JsonValueKind.String ? _element.GetString()! : throw Fault($"Expected `String` value, received {Text()}");

    public int Int() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt32(out var value) ? value : throw Fault($"Expected `Integer` value, received {Text()}");

    public long Long() => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out var value) ? value : throw Fault($"Expected `Long` value, received {Text()}");

    private JsonElement Object() => _element.ValueKind == JsonValueKind.Object ? _element : throw Fault("Expected JSON object, received " + Text());

    private string Text() => JsonSerializer.Serialize(_element);

    private static JavaException Fault(string message) => new("com.fasterxml.jackson.databind.JsonMappingException", message);
}
