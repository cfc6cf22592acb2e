using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class EndOffsetCheck
{
    public static CheckVerdict Evaluate(EndOffset check, Scene scene)
    {
        var wanted = Words.Condition(check.Offset);
        var of = Words.Of(check.Topic, check.Partition);
        var since = Words.From(check.Since);
        var expected = check.Since is null
            ? Words.Text($"{of}의 끝 오프셋 {wanted.Ko}", $"end offset of {of}: {wanted.En}")
            : Words.Text($"{since.Ko}{of}에 추가된 레코드 {wanted.Ko}개", $"{wanted.En} records appended to {of}{since.En}");
        return Offset(check.Topic, check.Partition, check.Since, check.Offset, expected, scene, p => p.End, (value, relative) => relative
            ? Words.Text($"{since.Ko}{Words.Number(value)}개", $"{Words.Number(value)}{since.En}")
            : Words.Text($"끝 오프셋 {Words.Number(value)}", $"end offset {Words.Number(value)}"));
    }

    /// <summary>A kind of offset of one partition or summed over all, or its growth.</summary>
    public static CheckVerdict Offset(
        string topic,
        int? partition,
        Since? since,
        NumberCondition condition,
        Content.LocalizedText expected,
        Scene scene,
        Func<PartitionOffsets, long> kind,
        Func<long, bool, Content.LocalizedText> observed)
    {
        if (!Scene.TryRead(scene.Now.Offsets, topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } offsets) return CheckVerdict.Of(false, expected, Words.NoTopic(topic), reading.Source);
        var partitions = offsets.Partitions.Where(seen => partition is null || seen.Partition == partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(topic, partition ?? 0), reading.Source);
        var value = partitions.Sum(kind);
        if (since is not null)
        {
            if (!scene.TryFrom(since, topic, expected, reading.Source, out var from, out unknown)) return unknown;
            if (scene.OffsetsThen(from, topic) is not { } then)
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"offsets of {topic} then"), expected, reading.Source);
            value -= partitions.Sum(seen => then.TryGetValue(seen.Partition, out var before) ? kind(before) : 0);
        }
        return CheckVerdict.Of(condition.Holds(value), expected, observed(value, since is not null), reading.Source);
    }
}
