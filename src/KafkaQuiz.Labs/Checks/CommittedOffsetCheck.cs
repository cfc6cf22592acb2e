using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class CommittedOffsetCheck
{
    public static CheckVerdict Evaluate(CommittedOffset check, Scene scene)
    {
        var wanted = Words.Condition(check.Offset);
        var of = check.Partition is { } p ? $"{check.Topic}-{p}" : check.Topic;
        var expected = Words.Text($"그룹 {check.Group}의 {of} 커밋 오프셋 {wanted.Ko}", $"committed offset of group {check.Group} on {of}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Commits, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (!Scene.TryRead(scene.Now.Topics, check.Topic, expected, out var topic, out unknown)) return unknown;
        if (topic.Value is null) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), topic.Source);
        var partitions = topic.Value.Partitions.Select(seen => seen.Partition).Where(number => check.Partition is null || number == check.Partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(check.Topic, check.Partition ?? 0), topic.Source);
        if (reading.Value is null) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), reading.Source);

        var commits = reading.Value.Offsets.Where(commit => commit.Topic == check.Topic).ToDictionary(commit => commit.Partition, commit => commit.Offset);
        var held = partitions.Count(number => commits.TryGetValue(number, out var offset) && check.Offset.Holds(offset));
        var list = partitions.Take(8).Select(number => (number, offset: commits.TryGetValue(number, out var offset) ? Words.Number(offset) : null)).ToList();
        var single = list.Count == 1;
        var observed = commits.Count == 0
            ? Words.Text("커밋이 없습니다", "nothing was committed")
            : Words.Text(
                "커밋 오프셋 " + string.Join(", ", list.Select(c => (single ? "" : $"{check.Topic}-{c.number}: ") + (c.offset ?? "없음"))),
                "committed offset " + string.Join(", ", list.Select(c => (single ? "" : $"{check.Topic}-{c.number}: ") + (c.offset ?? "none"))));
        var verdict = CheckVerdict.Of(held == partitions.Count, expected, observed, reading.Source);
        return verdict with { Credit = (double)held / partitions.Count };
    }
}
