namespace KafkaQuiz.Data.Labs;

/// <summary>
/// An evaluation graded again by another version of its lab, from what is stored with it. Rows are only ever added: the evaluation stays as it was given, and the newest row
/// is what counts today.
/// </summary>
public sealed class LabRegrading
{
    public Guid Id { get; set; }

    public Guid EvaluationId { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Who did it.</summary>
    public string By { get; set; } = "";

    /// <summary>Why.</summary>
    public string Why { get; set; } = "";

    /// <summary>Content hash of the lab that it was graded by now.</summary>
    public string LabHash { get; set; } = "";

    /// <summary>Points in hundredths, of <see cref="MaxPoints"/>.</summary>
    public int Points { get; set; }

    /// <summary>Points in hundredths.</summary>
    public int MaxPoints { get; set; }

    public bool Complete { get; set; }

    /// <summary>The verdict (JSON).</summary>
    public string Verdict { get; set; } = "";

    public LabEvaluation? Evaluation { get; set; }
}
