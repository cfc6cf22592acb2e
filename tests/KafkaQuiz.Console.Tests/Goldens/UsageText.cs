using System.Text.RegularExpressions;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Tests.Goldens;

/// <summary>A tool's usage text after an error is folded into one line; <c>--help</c> keeps it, so the text itself is compared once.</summary>
internal static partial class UsageText
{
    /// <summary>These print the usage's head alone after an error.</summary>
    private static readonly string[] ArgparseTools = ["kafka-cluster", "kafka-features", "kafka-metadata-quorum", "kafka-producer-perf-test", "kafka-storage", "kafka-transactions"];

    public static Printed Fold(string command, Printed printed)
    {
        var tool = Tool().Match(command);
        if (!tool.Success || ArgparseTools.Contains(tool.Value))
            return printed;
        return printed with { Error = printed.Error.Replace(WithoutDrawnGroup(Usage.Resource(tool.Value)), "<usage>\n", StringComparison.Ordinal) };
    }

    /// <summary>One tool draws its default group each time that it prints its options, and pads what stands behind it.</summary>
    public static string WithoutDrawnGroup(string text) => Drawn().Replace(text, "perf-consumer-DRAWN)");

    [GeneratedRegex(@"perf-consumer-(?:\d+|DRAWN)\) *")]
    private static partial Regex Drawn();

    [GeneratedRegex("kafka-[a-z-]+")]
    private static partial Regex Tool();
}
