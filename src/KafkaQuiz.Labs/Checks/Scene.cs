using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>What a check looks at: the evidence now, that of the lab's start, where there is one, and what is kept of the looks in which tasks were first done.</summary>
/// <param name="Now">To judge.</param>
/// <param name="Baseline">Of the start, or null.</param>
/// <param name="Marks">By task id.</param>
internal sealed record Scene(ClusterEvidence Now, ClusterEvidence? Baseline, IReadOnlyDictionary<string, ClusterEvidence> Marks)
{
    public Scene(ClusterEvidence now, ClusterEvidence? baseline)
        : this(now, baseline, new Dictionary<string, ClusterEvidence>())
    {
    }

    /// <summary>The reading of <paramref name="name"/>, where it was collected and could be read; else the verdict to return.</summary>
    public static bool TryRead<T>(
        IReadOnlyDictionary<string, Reading<T>> readings,
        string name,
        LocalizedText expected,
        [NotNullWhen(true)] out Reading<T>? reading,
        [NotNullWhen(false)] out CheckVerdict? unknown)
        where T : class => TryRead(readings.GetValueOrDefault(name), name, expected, out reading, out unknown);

    /// <summary>The same of a reading that there is one of.</summary>
    public static bool TryRead<T>(
        Reading<T>? given,
        string name,
        LocalizedText expected,
        [NotNullWhen(true)] out Reading<T>? reading,
        [NotNullWhen(false)] out CheckVerdict? unknown)
        where T : class
    {
        unknown = null;
        reading = given;
        if (reading is null)
            unknown = CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, name), expected);
        else if (reading.Fault is { } fault)
            unknown = CheckVerdict.Unknown(fault, expected, reading.Source);
        return unknown is null;
    }

    /// <summary>The evidence that something is counted from; else the verdict to return.</summary>
    public bool TryFrom(
        Since since, string name, LocalizedText expected, Source? source, [NotNullWhen(true)] out ClusterEvidence? from, [NotNullWhen(false)] out CheckVerdict? unknown)
    {
        unknown = null;
        from = since.Task is null ? Baseline : Marks.GetValueOrDefault(since.Task);
        if (from is not null) return true;
        var fault = since.Task is null
            ? new NotGradable(NotGradableCause.NotCollected, $"baseline of {name}")
            : new NotGradable(NotGradableCause.TaskNotDone, since.Task);
        unknown = CheckVerdict.Unknown(fault, expected, source);
        return false;
    }

    /// <summary>The topic as it was then, if it is still that topic: one that was deleted and made again is another one.</summary>
    public TopicSeen? SameTopicThen(ClusterEvidence from, string topic)
    {
        var then = from.Topics.GetValueOrDefault(topic)?.Value;
        return then is not null && Now.Topics.GetValueOrDefault(topic)?.Value?.Id == then.Id ? then : null;
    }

    /// <summary>
    /// Offsets of each partition of a topic at that time. Empty where the topic was not there, or was another one of the same name: it then
    /// counts from nothing. Null where the evidence does not tell.
    /// </summary>
    public IReadOnlyDictionary<int, PartitionOffsets>? OffsetsThen(ClusterEvidence from, string topic)
    {
        if (!from.Offsets.TryGetValue(topic, out var offsets) || offsets.Fault is not null
            || !from.Topics.TryGetValue(topic, out var then) || then.Fault is not null)
            return null;
        return SameTopicThen(from, topic) is not null && offsets.Value is { } seen ? seen.Partitions.ToDictionary(p => p.Partition) : new Dictionary<int, PartitionOffsets>();
    }
}
