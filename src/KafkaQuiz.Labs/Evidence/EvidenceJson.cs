using System.Text.Json;
using System.Text.Json.Serialization;

namespace KafkaQuiz.Labs.Evidence;

/// <summary>The stored form of evidence: JSON, camel case, nulls left out.</summary>
public static class EvidenceJson
{
    /// <summary>The options of every stored part of a lab: evidence, verdicts, memory.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Evidence as JSON.</summary>
    public static string Write(ClusterEvidence evidence) => JsonSerializer.Serialize(evidence, Options);

    /// <summary>Evidence from <see cref="Write"/>.</summary>
    /// <exception cref="JsonException">The text is no evidence.</exception>
    public static ClusterEvidence Read(string json) =>
        JsonSerializer.Deserialize<ClusterEvidence>(json, Options) ?? throw new JsonException("Evidence is null.");
}
