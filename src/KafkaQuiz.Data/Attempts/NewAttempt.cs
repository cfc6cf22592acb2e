namespace KafkaQuiz.Data.Attempts;

/// <summary>An attempt to begin, with all that it will show.</summary>
public sealed record NewAttempt(
    Attempt Attempt, IReadOnlyList<AttemptItem> Items, IReadOnlyList<NewShownQuestion> Shown, IReadOnlyList<ShownFigure> Figures);

/// <summary>A variant to keep, written out only where it is not kept yet.</summary>
public sealed record NewShownQuestion(string ContentHash, long Seed, Lazy<string> Variant);
