using System.Text.Json;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>A learner's session with its lab, variables filled in.</summary>
public sealed record LabRun(LabSession Session, Lab Lab)
{
    /// <summary>Where a command is shown before a cluster is connected: Kafka's usual address.</summary>
    public const string UsualServers = "localhost:9092";

    public ClusterEvidence? Baseline { get; } = Session.Baseline is null ? null : EvidenceJson.Read(Session.Baseline);

    public LabMemory Memory { get; } = ReadMemory(Session.Memory);

    /// <summary>True where the lab wants a prepared cluster and the learner has not had it prepared.</summary>
    public bool NeedsSetup => Lab.Setup.Count > 0 && Session.PreparedAt is null;

    public static string Write(LabMemory memory) => JsonSerializer.Serialize(memory, EvidenceJson.Options);

    public static LabMemory ReadMemory(string json) =>
        json.Length == 0 ? LabMemory.Empty : JsonSerializer.Deserialize<LabMemory>(json, EvidenceJson.Options) ?? LabMemory.Empty;

    public static string Write(LabVerdict verdict) => JsonSerializer.Serialize(verdict, EvidenceJson.Options);

    public static LabVerdict ReadVerdict(string json) => JsonSerializer.Deserialize<LabVerdict>(json, EvidenceJson.Options)!;
}
