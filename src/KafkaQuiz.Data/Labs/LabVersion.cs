namespace KafkaQuiz.Data.Labs;

/// <summary>A lab as somebody started it, kept so that an evaluation can be graded again after the lab was edited.</summary>
public sealed class LabVersion
{
    /// <summary>Content hash, lower-case hex.</summary>
    public string Hash { get; set; } = "";

    public string LabId { get; set; } = "";

    /// <summary>Canonical form of lab.yaml.</summary>
    public string Canonical { get; set; } = "";

    /// <summary>The page as authored.</summary>
    public string PageKo { get; set; } = "";

    /// <summary>The page as authored.</summary>
    public string PageEn { get; set; } = "";
}
