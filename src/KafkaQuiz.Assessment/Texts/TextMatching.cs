using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Texts;

/// <summary>Whether a typed text is one that is meant.</summary>
internal static class TextMatching
{
    private static readonly ConcurrentDictionary<(string Pattern, bool CaseMatters), Regex> patterns = new();

    /// <summary>
    /// True where <paramref name="typed"/> is one of the answers, or the pattern covers it from end to end. Space around it never counts,
    /// nor how many spaces stand between words, nor how Hangul was composed (a Mac types NFD).
    /// </summary>
    public static bool Matches(this TextMatch match, string typed)
    {
        string given = Tidy(typed);
        var comparison = match.CaseMatters ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return match.Answers.Any(answer => string.Equals(Tidy(answer), given, comparison))
            || (match.Pattern is { } pattern && Covers(pattern, match.CaseMatters, given));
    }

    private static bool Covers(string pattern, bool caseMatters, string given) =>
        patterns.GetOrAdd((pattern, caseMatters), Compile).IsMatch(given);

    // Without backtracking, so that no answer can make matching slow.
    private static Regex Compile((string Pattern, bool CaseMatters) key) => new(
        $@"\A(?:{key.Pattern})\z",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (key.CaseMatters ? RegexOptions.None : RegexOptions.IgnoreCase));

    /// <summary>Composed, trimmed, single spaces.</summary>
    public static string Tidy(string text, NormalizationForm form = NormalizationForm.FormC) =>
        string.Join(' ', Composed(text, form).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Composed(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // A lone surrogate cannot be composed; it matches nothing anyway.
            return text;
        }
    }
}
