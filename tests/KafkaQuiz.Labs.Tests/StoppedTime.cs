namespace KafkaQuiz.Labs.Tests;

/// <summary>A wall clock that stands still: a practice cluster on it ages by what it is advanced and nothing else.</summary>
internal sealed class StoppedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => Start;
}
