namespace KafkaQuiz.Data.Attempts;

/// <summary>
/// One answer that was given, in a log that only grows. The highest sequence of a position is the answer in force; one that arrives late,
/// with a lower number, is kept but changes nothing.
/// </summary>
public sealed class ResponseEntry
{
    public Guid AttemptId { get; set; }

    public int Position { get; set; }

    /// <summary>Counts up with every change, from 1; given by the client, so that a save that is sent twice is one entry.</summary>
    public int Sequence { get; set; }

    /// <summary>Canonical JSON of the response (docs/questions.md, "Responses"); <c>{}</c> takes the answer back.</summary>
    public string Value { get; set; } = "";

    /// <summary>When the server took it.</summary>
    public DateTimeOffset GivenAt { get; set; }
}
