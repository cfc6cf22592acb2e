using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Replay;

/// <summary>A question that does not grade as its bank says.</summary>
/// <param name="QuestionId">Full id: <c>4.3/idle-consumer</c>.</param>
/// <param name="Code">Short name of the kind of fault: <c>right-not-full</c>.</param>
/// <param name="Problem">What is wrong and what to do.</param>
public sealed record ReplayFault(string QuestionId, string Code, LocalizedText Problem)
{
    /// <summary>The seed of the variant in which it shows; null where it shows in every one.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Where the example is written; null where the fault is not one of an example.</summary>
    public Place? Place { get; init; }

    /// <summary>Whether the question still grades rightly, but could be better.</summary>
    public bool IsWarning { get; init; }
}
