using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Content;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>What a check looks at: the evidence now, and that of the lab's start, where there is one.</summary>
internal sealed record Scene(ClusterEvidence Now, ClusterEvidence? Baseline)
{
    /// <summary>The reading of <paramref name="name"/>, where it was collected and could be read; else the verdict to return.</summary>
    public static bool TryRead<T>(
        IReadOnlyDictionary<string, Reading<T>> readings,
        string name,
        LocalizedText expected,
        [NotNullWhen(true)] out Reading<T>? reading,
        [NotNullWhen(false)] out CheckVerdict? unknown)
        where T : class
    {
        unknown = null;
        if (!readings.TryGetValue(name, out reading))
            unknown = CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, name), expected);
        else if (reading.Fault is { } fault)
            unknown = CheckVerdict.Unknown(fault, expected, reading.Source);
        return unknown is null;
    }

    /// <summary>
    /// Where each partition of a topic ended when the lab started. Zero where the topic was not there, or was another one of the same name.
    /// Null where the baseline does not tell.
    /// </summary>
    public IReadOnlyDictionary<int, long>? EndsAtStart(string topic)
    {
        if (Baseline is null
            || !Baseline.Offsets.TryGetValue(topic, out var offsets) || offsets.Fault is not null
            || !Baseline.Topics.TryGetValue(topic, out var then) || then.Fault is not null)
            return null;
        var sameTopic = then.Value is not null && Now.Topics.TryGetValue(topic, out var now) && now.Value?.Id == then.Value.Id;
        return sameTopic && offsets.Value is { } seen ? seen.Partitions.ToDictionary(p => p.Partition, p => p.End) : new Dictionary<int, long>();
    }
}
