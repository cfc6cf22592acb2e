using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class EndOffsetCheck
{
    public static CheckVerdict Evaluate(EndOffset check, Scene scene)
    {
        var wanted = Words.Condition(check.Offset);
        var of = check.Partition is { } p ? $"{check.Topic}-{p}" : check.Topic;
        var expected = check.SinceStart
            ? Words.Text($"시작 후 {of}에 추가된 레코드 {wanted.Ko}개", $"{wanted.En} records appended to {of} since the start")
            : Words.Text($"{of}의 끝 오프셋 {wanted.Ko}", $"end offset of {of}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Offsets, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } offsets) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        var partitions = offsets.Partitions.Where(seen => check.Partition is null || seen.Partition == check.Partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(check.Topic, check.Partition ?? 0), reading.Source);
        var end = partitions.Sum(seen => seen.End);
        if (check.SinceStart)
        {
            if (scene.EndsAtStart(check.Topic) is not { } start)
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"baseline of {check.Topic}"), expected, reading.Source);
            end -= partitions.Sum(seen => start.GetValueOrDefault(seen.Partition));
        }
        var observed = check.SinceStart
            ? Words.Text($"시작 후 {Words.Number(end)}개", $"{Words.Number(end)} since the start")
            : Words.Text($"끝 오프셋 {Words.Number(end)}", $"end offset {Words.Number(end)}");
        return CheckVerdict.Of(check.Offset.Holds(end), expected, observed, reading.Source);
    }
}
