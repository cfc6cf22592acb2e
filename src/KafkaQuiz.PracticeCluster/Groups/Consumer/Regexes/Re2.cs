using System.Text.RegularExpressions;

namespace KafkaQuiz.Practice.Groups.Consumer.Regexes;

/// <summary>
/// Regular expressions as RE2/J reads them, which Kafka's coordinator resolves subscriptions with: no lookaround, no backreferences, linear
/// time. The whole of a topic name has to match.
/// </summary>
internal static class Re2
{
    /// <exception cref="FormatException">It is not one; the message is RE2/J's.</exception>
    public static Regex Compile(string pattern) =>
        new($@"\A(?:{new Re2Reader(pattern).Translate()})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>RE2/J's words for what is wrong; null when nothing is.</summary>
    public static string? Fault(string pattern)
    {
        try
        {
            Compile(pattern);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
