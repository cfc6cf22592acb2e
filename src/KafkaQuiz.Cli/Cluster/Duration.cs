using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>Spans of time as people type them: <c>500ms</c>, <c>10s</c>, <c>1h30m</c>, <c>7d</c>.</summary>
internal static partial class Duration
{
    /// <summary>Null when it is none, or longer than 36500 days.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Whole().Match(text) is not { Success: true } match)
            return null;
        double total = 0;
        foreach (var (number, unit) in match.Groups[1].Captures.Zip(match.Groups[2].Captures))
        {
            total += double.Parse(number.Value, CultureInfo.InvariantCulture) * unit.Value switch
            {
                "ms" => 1,
                "s" => 1000,
                "m" => 60_000,
                "h" => 3_600_000,
                _ => 86_400_000,
            };
        }
        return total <= TimeSpan.FromDays(36_500).TotalMilliseconds ? TimeSpan.FromMilliseconds(total) : null;
    }

    /// <summary>The same form: <c>1h30m</c>.</summary>
    public static string Show(TimeSpan span)
    {
        (long Count, string Unit)[] parts = [((long)span.TotalDays, "d"), (span.Hours, "h"), (span.Minutes, "m"), (span.Seconds, "s"), (span.Milliseconds, "ms")];
        var shown = string.Concat(parts.Where(part => part.Count > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Count}{part.Unit}")));
        return shown.Length > 0 ? shown : "0s";
    }

    [GeneratedRegex(@"^(?:(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d))+$")]
    private static partial Regex Whole();
}
