using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Verdicts;

/// <summary>The part of a look that is kept because later checks count from it: a few numbers, no records and no configs.</summary>
internal static class Mark
{
    public static ClusterEvidence Of(ClusterEvidence look, EvidenceNeeds needs) => new()
    {
        Form = look.Form,
        TakenAt = look.TakenAt,
        Cluster = look.Cluster,
        Topics = Only(look.Topics, needs.Topics),
        Offsets = Only(look.Offsets, needs.Offsets),
        LogDirs = needs.LogDirs ? look.LogDirs : new Dictionary<string, Reading<LogDirsSeen>>(),
        Quorum = needs.Quorum ? look.Quorum : null,
    };

    private static Dictionary<string, Reading<T>> Only<T>(IReadOnlyDictionary<string, Reading<T>> readings, IReadOnlyCollection<string> names)
        where T : class => readings.Where(reading => names.Contains(reading.Key)).ToDictionary(StringComparer.Ordinal);
}
