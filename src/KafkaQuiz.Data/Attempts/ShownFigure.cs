namespace KafkaQuiz.Data.Attempts;

/// <summary>The figure beside a question that learners were shown, by the question's hash (which covers the figure's bytes).</summary>
public sealed class ShownFigure
{
    public string ContentHash { get; set; } = "";

    /// <summary><c>image/svg+xml</c>, <c>image/png</c>.</summary>
    public string MediaType { get; set; } = "";

    public byte[] Bytes { get; set; } = [];
}
