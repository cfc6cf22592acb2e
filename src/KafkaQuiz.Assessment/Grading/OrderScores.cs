namespace KafkaQuiz.Assessment.Grading;

/// <summary>How near an order is to the right one. Both lists hold the same keys, each once.</summary>
internal static class OrderScores
{
    /// <summary>Share of the neighbouring pairs of the right order that are neighbours, in that order, in the answer.</summary>
    public static Fraction AdjacentPairs(IReadOnlyList<string> right, IReadOnlyList<string> given)
    {
        if (right.Count < 2) return right.SequenceEqual(given) ? Fraction.One : Fraction.Zero;
        var follows = new HashSet<(string, string)>(given.Zip(given.Skip(1)));
        return new Fraction(right.Zip(right.Skip(1)).Count(follows.Contains), right.Count - 1);
    }

    /// <summary>(longest common subsequence − 1) / (n − 1): how many items stand in the right order among each other.</summary>
    public static Fraction LongestRun(IReadOnlyList<string> right, IReadOnlyList<string> given)
    {
        if (right.Count < 2) return right.SequenceEqual(given) ? Fraction.One : Fraction.Zero;
        return new Fraction(Math.Max(LongestCommonSubsequence(right, given) - 1, 0), right.Count - 1);
    }

    /// <summary>Length of the longest sequence that stands, with gaps, in both lists. Wagner and Fischer's table, one row at a time.</summary>
    public static int LongestCommonSubsequence(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var row = new int[b.Count + 1];
        for (int i = 0; i < a.Count; i++)
        {
            int diagonal = 0;
            for (int j = 0; j < b.Count; j++)
            {
                int above = row[j + 1];
                row[j + 1] = a[i] == b[j] ? diagonal + 1 : Math.Max(above, row[j]);
                diagonal = above;
            }
        }

        return row[^1];
    }
}
