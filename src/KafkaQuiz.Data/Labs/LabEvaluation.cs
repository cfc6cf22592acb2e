namespace KafkaQuiz.Data.Labs;

/// <summary>Who asked for an evaluation.</summary>
public enum LabEvaluationBy
{
    /// <summary>The learner pressed the button or called the API.</summary>
    Learner = 0,

    /// <summary>The watch of an open page, where the state of a task changed.</summary>
    Watch = 1,

    /// <summary>The learner's own machine, which the server cannot reach, sent the evidence: graded here, but nobody saw that it is true.</summary>
    SelfReported = 2,
}

/// <summary>One grading with all that it was made from. Never changed, never deleted but with the learner.</summary>
public sealed class LabEvaluation
{
    public Guid Id { get; set; }

    public Guid SessionId { get; set; }

    /// <summary>When the evidence was taken.</summary>
    public DateTimeOffset TakenAt { get; set; }

    public LabEvaluationBy By { get; set; }

    /// <summary>Content hash of the lab that it was graded by.</summary>
    public string LabHash { get; set; } = "";

    /// <summary>False where nothing could be judged; such an evaluation counts as no attempt.</summary>
    public bool Graded { get; set; }

    /// <summary>Points in hundredths, of <see cref="MaxPoints"/>.</summary>
    public int Points { get; set; }

    /// <summary>Points in hundredths.</summary>
    public int MaxPoints { get; set; }

    public bool Complete { get; set; }

    /// <summary>Evidence (JSON).</summary>
    public string Evidence { get; set; } = "";

    /// <summary>The baseline that it was graded against (JSON), or null.</summary>
    public string? Baseline { get; set; }

    /// <summary>What grading remembered before it (JSON).</summary>
    public string MemoryBefore { get; set; } = "";

    /// <summary>The verdict (JSON).</summary>
    public string Verdict { get; set; } = "";

    public LabSession? Session { get; set; }
}
