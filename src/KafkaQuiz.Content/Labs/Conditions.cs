namespace KafkaQuiz.Content.Labs;

/// <summary>What a number must be; every part that is not null must hold. At least one is given.</summary>
/// <param name="EqualTo"><c>equals</c>.</param>
/// <param name="AtLeast"><c>at-least</c>.</param>
/// <param name="AtMost"><c>at-most</c>.</param>
/// <param name="Not"><c>not</c>.</param>
public sealed record NumberCondition(long? EqualTo = null, long? AtLeast = null, long? AtMost = null, long? Not = null)
{
    /// <summary>Whether <paramref name="number"/> satisfies it.</summary>
    public bool Holds(long number) =>
        (EqualTo is null || number == EqualTo)
        && (AtLeast is null || number >= AtLeast)
        && (AtMost is null || number <= AtMost)
        && (Not is null || number != Not);

    public override string ToString() => string.Join(", ", Parts());

    private IEnumerable<string> Parts()
    {
        if (EqualTo is not null)
            yield return $"= {EqualTo}";
        if (AtLeast is not null)
            yield return $"≥ {AtLeast}";
        if (AtMost is not null)
            yield return $"≤ {AtMost}";
        if (Not is not null)
            yield return $"≠ {Not}";
    }
}

/// <summary>What a text must be; every part that is not null must hold. At least one is given.</summary>
/// <param name="EqualTo"><c>equals</c>: the same characters.</param>
/// <param name="OneOf"><c>one-of</c>: the same as any of these.</param>
/// <param name="Contains"><c>contains</c>: has this part.</param>
/// <param name="Not"><c>not</c>: not the same characters.</param>
public sealed record TextCondition(string? EqualTo = null, IReadOnlyList<string>? OneOf = null, string? Contains = null, string? Not = null)
{
    /// <summary>Whether <paramref name="text"/> satisfies it; a missing text satisfies only <c>not</c>.</summary>
    public bool Holds(string? text) =>
        (EqualTo is null || text == EqualTo)
        && (OneOf is null || (text is not null && OneOf.Contains(text)))
        && (Contains is null || (text is not null && text.Contains(Contains, StringComparison.Ordinal)))
        && (Not is null || text != Not);

    public override string ToString() => string.Join(", ", Parts());

    private IEnumerable<string> Parts()
    {
        if (EqualTo is not null)
            yield return $"= {EqualTo}";
        if (OneOf is not null)
            yield return $"∈ {{{string.Join(", ", OneOf)}}}";
        if (Contains is not null)
            yield return $"∋ {Contains}";
        if (Not is not null)
            yield return $"≠ {Not}";
    }
}
