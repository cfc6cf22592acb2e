namespace KafkaQuiz.Data.Operations;

/// <summary>Recurring work that one web node does for all: who holds it until when. Another takes it once that time is over.</summary>
public sealed class Duty
{
    public const int NameMaxLength = 50;

    /// <summary>Of the work, such as <c>abandoned-guests</c>.</summary>
    public string Name { get; set; } = "";

    /// <summary>Nobody else does it before, UTC.</summary>
    public DateTimeOffset HeldUntil { get; set; }
}
