using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Topics;

/// <summary>A list of topics as a regular expression that must match the whole name (TopicFilter.IncludeList).</summary>
internal static class TopicFilter
{
    private static readonly HashSet<string> Internal = ["__consumer_offsets", "__transaction_state", "__share_group_state"];

    public static bool IsInternal(string topic) => Internal.Contains(topic);

    /// <exception cref="JavaException">No regular expression.</exception>
    public static Regex Parse(string list)
    {
        var pattern = Text(list);
        try
        {
            // A learner's expression never runs away.
            return new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
        }
        catch (ArgumentException)
        {
            throw new JavaException("java.lang.RuntimeException", pattern + " is an invalid regex.");
        }
    }

    public static string Text(string list) =>
        list.Trim().Replace(',', '|').Replace(" ", "", StringComparison.Ordinal).TrimStart('"', '\'').TrimEnd('"', '\'');
}
