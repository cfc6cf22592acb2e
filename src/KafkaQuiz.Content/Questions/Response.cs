using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KafkaQuiz.Content.Questions;

/// <summary>
/// What a learner answered: named fields with their values, the same in an HTML form and in JSON (docs/questions.md, "Responses").
/// Fields without a value are not kept, so that an empty form field and a missing one are equal.
/// </summary>
public sealed class Response : IEquatable<Response>
{
    /// <summary>Most characters that a response may have in JSON: 64 Ki.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly JsonWriterOptions writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, IReadOnlyList<string>> fields;

    private Response(SortedDictionary<string, IReadOnlyList<string>> fields)
    {
        this.fields = fields;
        Json = Write(fields);
    }

    /// <summary>No answer at all.</summary>
    public static Response Empty { get; } = Of();

    /// <summary>Canonical JSON: fields by ordinal order of name, every value an array of strings, no spaces.</summary>
    public string Json { get; }

    /// <summary>True where nothing was answered.</summary>
    public bool IsEmpty => fields.Count == 0;

    /// <summary>The names of the fields that have a value.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>The values of a field, in order; empty where it has none.</summary>
    public IReadOnlyList<string> this[string field] => fields.TryGetValue(field, out var values) ? values : [];

    /// <summary>The first value of a field; null where it has none.</summary>
    public string? Single(string field) => this[field] is { Count: > 0 } values ? values[0] : null;

    /// <summary>A response with one field.</summary>
    public static Response Of(string field, params string[] values) => Of((field, values));

    /// <summary>A response with these fields. Values that are null or empty are dropped; the later of two fields of one name wins.</summary>
    public static Response Of(params (string Field, string[] Values)[] fields)
    {
        var kept = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (field, values) in fields)
        {
            string[] given = [.. values.Where(value => !string.IsNullOrEmpty(value))];
            if (given.Length > 0)
                kept[field] = given;
            else
                kept.Remove(field);
        }

        return new(kept);
    }

    /// <summary>
    /// Reads JSON: an object whose values are strings or arrays of strings. False where it is not that, or longer than
    /// <see cref="MaxLength"/>.
    /// </summary>
    public static bool TryParse(string json, out Response response)
    {
        response = Empty;
        if (json.Length > MaxLength)
            return false;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return false;
            var read = new List<(string, string[])>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (Values(property.Value) is not { } values)
                    return false;
                read.Add((property.Name, values));
            }

            response = Of([.. read]);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public bool Equals(Response? other) => other is not null && Json == other.Json;

    public override bool Equals(object? obj) => Equals(obj as Response);

    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Json;

    private static string[]? Values(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array when element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. element.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };

    private static string Write(SortedDictionary<string, IReadOnlyList<string>> fields)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, writing))
        {
            json.WriteStartObject();
            foreach (var (field, values) in fields)
            {
                json.WriteStartArray(field);
                foreach (string value in values)
                    json.WriteStringValue(value);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
