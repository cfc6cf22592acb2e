namespace KafkaQuiz.Data.Attempts;

/// <summary>An answer to save.</summary>
/// <param name="Position">1 for the first question.</param>
/// <param name="Sequence">The client's number of this change, 1 or more; null to take the next one.</param>
/// <param name="Value">Canonical JSON; <c>{}</c> takes the answer back.</param>
public sealed record GivenResponse(int Position, int? Sequence, string Value);

/// <summary>What became of a save, as a whole and by answer.</summary>
public sealed record SaveOutcome(SaveStatus Status, IReadOnlyList<SavedResponse> Responses);

/// <summary>What became of a save. Nothing was written unless it is <see cref="Saved"/>.</summary>
public enum SaveStatus
{
    Saved,

    /// <summary>No such attempt, or another learner's.</summary>
    NotFound,

    /// <summary>The attempt was submitted before.</summary>
    Submitted,

    /// <summary>The attempt has no question at one of the positions.</summary>
    NoSuchItem,
}

/// <summary>What became of one answer.</summary>
/// <param name="Position">Its question.</param>
/// <param name="Sequence">The number of the answer in force now; null where the position is graded and no number was given.</param>
/// <param name="Result">What became of it.</param>
public sealed record SavedResponse(int Position, int? Sequence, ItemSave Result);

/// <summary>What became of one answer.</summary>
public enum ItemSave
{
    /// <summary>It is in the log and in force, now or since it was sent before.</summary>
    Saved,

    /// <summary>It is in the log; a newer one is in force.</summary>
    Late,

    /// <summary>Another answer was given under this number (in another window): that one stays; send it again under a higher number.</summary>
    Conflict,

    /// <summary>The question was graded before: it takes no other answer.</summary>
    AlreadyGraded,
}
