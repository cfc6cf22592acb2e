namespace KafkaQuiz.Content.Random;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014): the same numbers from the same seed on every
/// machine and in every version, which <see cref="System.Random"/> does not promise. Not for secrets.
/// </summary>
internal sealed class SeededRandom
{
    private ulong state;

    private SeededRandom(ulong state) => this.state = state;

    /// <summary>A stream of its own for each label, so that what one part draws never moves what another part draws.</summary>
    public static SeededRandom For(ulong seed, params ReadOnlySpan<string> labels)
    {
        ulong state = Mix(seed);
        foreach (string label in labels)
            state = Mix(state ^ Fnv(label));
        return new(state);
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15UL;
        return Mix(state);
    }

    /// <summary>A whole number from 0 to under <paramref name="count"/>, each equally likely (Lemire 2019, with rejection).</summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ulong bound = (ulong)count;
        ulong high = Math.BigMul(Next(), bound, out ulong low);
        if (low < bound)
        {
            ulong threshold = (0 - bound) % bound;
            while (low < threshold)
                high = Math.BigMul(Next(), bound, out low);
        }

        return (int)high;
    }

    /// <summary>A shuffled copy (Fisher and Yates).</summary>
    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        for (int last = shuffled.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }

    /// <summary>A word of digits and small letters, without those that look alike.</summary>
    public string Word(int length)
    {
        const string Letters = "23456789abcdefghjkmnpqrstvwxyz";
        return string.Create(length, this, static (span, random) =>
        {
            foreach (ref char letter in span)
                letter = Letters[random.Below(Letters.Length)];
        });
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    // FNV-1a over UTF-16 code units, low byte first.
    private static ulong Fnv(string text)
    {
        ulong hash = 14695981039346656037UL;
        foreach (char c in text)
        {
            hash = (hash ^ (byte)c) * 1099511628211UL;
            hash = (hash ^ (byte)(c >> 8)) * 1099511628211UL;
        }

        return hash;
    }
}
