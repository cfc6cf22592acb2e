namespace KafkaQuiz.Assessment.Drawing;

/// <summary>Chance that comes from a seed: the same on every machine and in every version, and not dependent on the order in a file.</summary>
public static class SeededOrder
{
    /// <summary>A number that belongs to this name under this seed; sorting by it shuffles.</summary>
    public static ulong Key(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        // FNV-1a over UTF-16 (Fowler, Noll, Vo), then SplitMix64's output function (Steele, Lea, Flood, 2014) to spread it.
        ulong hash = 14695981039346656037;
        foreach (char c in name)
            hash = (hash ^ c) * 1099511628211;
        return Mix(hash ^ Mix(seed + 0x9E3779B97F4A7C15));
    }

    /// <summary>The items in an order that only their names and the seed decide.</summary>
    public static IOrderedEnumerable<T> Shuffle<T>(IEnumerable<T> items, ulong seed, Func<T, string> name) =>
        items.OrderBy(item => Key(seed, name(item))).ThenBy(name, StringComparer.Ordinal);

    /// <summary>
    /// The seed of the variant that an attempt shows of a question, 0 to <paramref name="variants"/> − 1; never one of
    /// <paramref name="seen"/> as long as another is left, so that a question asked again comes in a new variant.
    /// </summary>
    /// <param name="seed">The attempt's.</param>
    /// <param name="questionId">Full id.</param>
    /// <param name="variants">How many seeds are in use for each question, 1 or more.</param>
    /// <param name="seen">Seeds that the learner had of this question.</param>
    public static ulong VariantSeed(ulong seed, string questionId, uint variants, IReadOnlyCollection<ulong>? seen = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(variants);
        ulong drawn = Key(seed, "variant of " + questionId) % variants;
        if (seen is null) return drawn;
        for (uint step = 0; step < variants; step++)
            if ((drawn + step) % variants is var candidate && !seen.Contains(candidate)) return candidate;
        return drawn;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
