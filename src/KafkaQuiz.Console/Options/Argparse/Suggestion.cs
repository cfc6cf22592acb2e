namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>argparse4j's "Did you mean": the options most like what was typed, by git's measure of likeness.</summary>
internal static class Suggestion
{
    /// <summary>Nothing less like than this is suggested.</summary>
    private const int Floor = 7;

    public static string For(string typed, IEnumerable<string> known)
    {
        var likeness = known.Select(k => (Name: k, Distance: Distance(typed.TrimStart('-'), k.TrimStart('-')))).Where(k => k.Distance < Floor).ToList();
        if (likeness.Count == 0)
            return "";
        var best = likeness.Min(k => k.Distance);
        return "\nDid you mean:\n" + string.Concat(likeness.Where(k => k.Distance == best).Select(k => $"\t{k.Name}\n"));
    }

    /// <summary>Edits: a substitution costs 2, an insertion 1, a deletion 4.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var (diagonal, start) = (row[0], i * 4);
            row[0] = start;
            for (var j = 1; j <= to.Length; j++)
            {
                var here = Math.Min(diagonal + (from[i - 1] == to[j - 1] ? 0 : 2), Math.Min(row[j] + 4, row[j - 1] + 1));
                (diagonal, row[j]) = (row[j], here);
            }
        }
        return row[^1];
    }
}
