using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Practice.Gaps;

namespace KafkaQuiz.Differential.Tests.Allowed;

/// <summary>All differences that are meant. One that no scenario shows any more fails <see cref="AllowedDifferencesTests"/>.</summary>
internal static class AllowedDifferences
{
    private static readonly HashSet<AllowedDifference> Used = [];
    private static readonly HashSet<string> Scenarios = [];

    public static IReadOnlyList<AllowedDifference> All { get; } =
    [
        .. DeliberateGaps.All.Where(gap => gap.What.En == "not served").Select(gap => new AllowedDifference("ApiVersions.*", "* ApiVersions *", $"ApiKeys[{gap.Key}]", $"Deliberate gap: {gap.Why.En}.")),
        new("ApiVersions.*", "* ApiVersions *", "ApiKeys.Count", "Deliberate gaps: APIs that are not served."),
        new("Produce.Batches_that_are_damaged", "#12 Produce *", "*", "A fault of Kafka 4.3.1: null records make it fail with a NullPointerException and the client is never answered; here they are INVALID_RECORD."),
        new("LogDir.*", "* DescribeLogDirs *", "Results[*].TotalBytes", "Deliberate gap: records are in memory, a log directory is as large as their cap (KIP-827 tells the size of the volume)."),
        new("LogDir.*", "* DescribeLogDirs *", "Results[*].UsableBytes", "Deliberate gap: records are in memory, a log directory is as large as their cap (KIP-827 tells the size of the volume)."),
        new("Fetch.Sessions_of_fetches", "*", "SessionId", "Deliberate gap: fetch sessions are not kept, session id 0 tells clients to send full requests (KIP-227)."),
    ];

    public static IEnumerable<AllowedDifference> Unused => All.Except(Used);

    /// <summary>How many scenarios were compared in this run.</summary>
    public static int Compared => Scenarios.Count;

    public static void Ran(string category, string name) => Scenarios.Add($"{category}.{name}");

    public static bool Allows(Difference difference)
    {
        var covering = All.Where(allowed => allowed.Covers(difference)).ToList();
        Used.UnionWith(covering);
        return covering.Count > 0;
    }
}
