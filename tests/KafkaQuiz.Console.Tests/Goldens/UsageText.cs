using System.Text.RegularExpressions;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>A tool's usage text after an error is folded into one line; <c>--help</c> keeps it, so the text itself is compared once.</summary>
internal static partial class UsageText
{
    public static Printed Fold(string command, Printed printed)
    {
        var tool = Tool().Match(command);
        if (!tool.Success || tool.Value == "kafka-metadata-quorum")
            return printed;
        return printed with { Error = printed.Error.Replace(Usage.Resource(tool.Value), "<usage>\n", StringComparison.Ordinal) };
    }

    [GeneratedRegex("kafka-[a-z-]+")]
    private static partial Regex Tool();
}
