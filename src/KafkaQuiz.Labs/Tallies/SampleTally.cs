using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Tallies;

/// <summary>Keeps the first records, so that a verdict can show some, and so that few records can be counted again under other rules.</summary>
internal sealed class SampleTally() : RecordTally(new CountQuestion("", null, null, null, null))
{
    private readonly List<RecordSeen> _kept = [];

    /// <summary>True while nothing was left out or cut.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>By partition and offset.</summary>
    public new IReadOnlyList<RecordSeen> Records => [.. _kept.OrderBy(record => record.Partition).ThenBy(record => record.Offset)];

    public override void Add(RecordSeen record)
    {
        IsWhole &= _kept.Count < EvidenceLimits.SampleRecords && !IsLong(record.Key) && !IsLong(record.Value);
        if (_kept.Count < EvidenceLimits.SampleRecords) _kept.Add(record with { Key = Cut(record.Key), Value = Cut(record.Value) });
    }

    private static bool IsLong(string? text) => text?.Length > EvidenceLimits.SampleText;

    private static string? Cut(string? text) => IsLong(text) ? text![..EvidenceLimits.SampleText] : text;
}
