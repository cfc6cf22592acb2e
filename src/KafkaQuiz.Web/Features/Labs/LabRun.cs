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

    public LabMemory Memory { get; } = VerdictJson.ReadMemory(Session.Memory);

    /// <summary>What the learner wrote down, by id of the answer.</summary>
    public IReadOnlyDictionary<string, AnswerSeen> Answers { get; } = VerdictJson.ReadAnswers(Session.Answers);

    /// <summary>True where the lab wants a prepared cluster and the learner has not had it prepared.</summary>
    public bool NeedsSetup => Lab.Setup.Count > 0 && Session.PreparedAt is null;
}
