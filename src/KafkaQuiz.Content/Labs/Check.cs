namespace KafkaQuiz.Content.Labs;

/// <summary>
/// What must be seen of a cluster: a closed vocabulary, one sealed record per check in <c>Labs/Checks</c>, each with its reader beside it and
/// one line in <see cref="CheckForms"/>. A check says what; how it is seen is the grader's.
/// </summary>
public abstract record Check
{
    /// <summary>The checks that it is made of.</summary>
    public virtual IReadOnlyList<Check> Within => [];

    /// <summary>Ids of the tasks whose first completion it counts from.</summary>
    public virtual IReadOnlyList<string> Marks => [];

    /// <summary>Ids of the learner's answers that it looks at.</summary>
    public virtual IReadOnlyList<string> Answers => [];

    /// <summary>This check and all that are within it.</summary>
    public IEnumerable<Check> Everything() => Within.SelectMany(part => part.Everything()).Prepend(this);
}
