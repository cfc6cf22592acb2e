using KafkaQuiz.Data.Accounts;

namespace KafkaQuiz.Data.Labs;

/// <summary>A learner completed a lab: the first time counts, and what it rests on is the evaluation.</summary>
public sealed class LabCompletion
{
    public Guid LearnerId { get; set; }

    public string LabId { get; set; } = "";

    public Guid EvaluationId { get; set; }

    public DateTimeOffset CompletedAt { get; set; }

    public User? Learner { get; set; }
}
