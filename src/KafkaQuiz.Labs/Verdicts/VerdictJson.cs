using System.Text.Json;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>The stored forms of verdicts, of memory and of answers: as <see cref="EvidenceJson"/>.</summary>
public static class VerdictJson
{
    public static string Write(LabVerdict verdict) => JsonSerializer.Serialize(verdict, EvidenceJson.Options);

    /// <exception cref="JsonException">The text is no verdict.</exception>
    public static LabVerdict ReadVerdict(string json) => JsonSerializer.Deserialize<LabVerdict>(json, EvidenceJson.Options) ?? throw new JsonException("A verdict is null.");

    public static string Write(LabMemory memory) => JsonSerializer.Serialize(memory, EvidenceJson.Options);

    /// <summary>Memory; an empty text is that of a lab's start.</summary>
    /// <exception cref="JsonException">The text is no memory.</exception>
    public static LabMemory ReadMemory(string json) => json.Length == 0 ? LabMemory.Empty : JsonSerializer.Deserialize<LabMemory>(json, EvidenceJson.Options) ?? LabMemory.Empty;

    public static string Write(IReadOnlyDictionary<string, AnswerSeen> answers) => answers.Count == 0 ? "" : JsonSerializer.Serialize(answers, EvidenceJson.Options);

    /// <summary>Answers by their ids; an empty text is none.</summary>
    /// <exception cref="JsonException">The text is no answers.</exception>
    public static IReadOnlyDictionary<string, AnswerSeen> ReadAnswers(string json) =>
        json.Length == 0 ? new Dictionary<string, AnswerSeen>() : JsonSerializer.Deserialize<Dictionary<string, AnswerSeen>>(json, EvidenceJson.Options) ?? [];
}
