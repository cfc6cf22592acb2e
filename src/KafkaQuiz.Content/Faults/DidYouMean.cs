namespace KafkaQuiz.Content;

/// <summary>Finds the word that was likely meant.</summary>
internal static class DidYouMean
{
    /// <summary>A fix that names the nearest of <paramref name="known"/>, or lists them where none is near.</summary>
    public static LocalizedText Fix(string word, IEnumerable<string> known)
    {
        string[] words = [.. known];
        return Nearest(word, words) is { } near
            ? new($"혹시 '{near}'인가요?", $"Did you mean '{near}'?")
            : new($"쓸 수 있는 값: {string.Join(", ", words)}", $"Known: {string.Join(", ", words)}");
    }

    /// <summary>The known word at the least edit distance, where that is at most a third of its length (but at least 1); else null.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) =>
        known.Select(candidate => (candidate, distance: Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(near => near.distance <= Math.Max(1, near.candidate.Length / 3))
            .OrderBy(near => near.distance)
            .Select(near => near.candidate)
            .FirstOrDefault();

    // Damerau–Levenshtein, optimal string alignment: a swap of neighbours counts as one slip.
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
