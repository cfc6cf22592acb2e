namespace KafkaQuiz.Data.Attempts;

/// <summary>One learner's run through some questions. What was asked never changes after the start; answers and grades only grow.</summary>
public sealed class Attempt
{
    /// <summary>Chosen by the client, so that a start that is sent twice makes one attempt.</summary>
    public Guid Id { get; set; }

    /// <summary>The user whose attempt it is; a guest too.</summary>
    public Guid LearnerId { get; set; }

    public AttemptKind Kind { get; set; }

    /// <summary>Section (<c>4.3</c>) or chapter (<c>4</c>), as <see cref="Kind"/> says.</summary>
    public string Scope { get; set; } = "";

    public FeedbackTiming Feedback { get; set; }

    /// <summary>Version of the course's content from which the questions were drawn, hex.</summary>
    public string CourseVersion { get; set; } = "";

    /// <summary>Draws the questions and their variants; the bits of an unsigned number.</summary>
    public long Seed { get; set; }

    /// <summary>The attempt whose wrong answers this one asks again.</summary>
    public Guid? RetryOf { get; set; }

    /// <summary>Number of questions, 1 or more.</summary>
    public int ItemCount { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null while the attempt runs.</summary>
    public DateTimeOffset? SubmittedAt { get; set; }

    /// <summary>Points earned as an exact fraction (<c>43/3</c>): the sum of the grades in force, kept here for lists. Null while the attempt runs.</summary>
    public string? Points { get; set; }

    /// <summary>Points to be had, as an exact fraction.</summary>
    public string MaxPoints { get; set; } = "";
}

/// <summary>What an attempt asks.</summary>
public enum AttemptKind
{
    /// <summary>Questions of one section.</summary>
    SectionPractice,

    /// <summary>Questions from all over a chapter.</summary>
    ChapterPractice,

    /// <summary>The quiz that passes a chapter: its sections by the blueprint, feedback at the end.</summary>
    ChapterQuiz,
}

/// <summary>When a learner is told what was right.</summary>
public enum FeedbackTiming
{
    /// <summary>After each question, which then takes no other answer.</summary>
    Each,

    /// <summary>After the last one.</summary>
    End,
}
