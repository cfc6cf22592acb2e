using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupLagCheck
{
    public static CheckVerdict Evaluate(GroupLag check, Scene scene)
    {
        var wanted = Words.Condition(check.Lag);
        var expected = Words.Text($"그룹 {check.Group}의 {check.Topic} 랙 {wanted.Ko}", $"lag of group {check.Group} on {check.Topic}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Offsets, check.Topic, expected, out var offsets, out var unknown)) return unknown;
        if (!Scene.TryRead(scene.Now.Commits, check.Group, expected, out var commits, out unknown)) return unknown;
        if (offsets.Value is null) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), offsets.Source);
        if (commits.Value is null) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), commits.Source);
        var lag = Lag(offsets.Value, commits.Value, check.Topic);
        return CheckVerdict.Of(check.Lag.Holds(lag), expected, Words.Text($"랙 {Words.Number(lag)}", $"lag {Words.Number(lag)}"), commits.Source);
    }

    public static long Lag(OffsetsSeen offsets, CommitsSeen commits, string topic)
    {
        var committed = commits.Offsets.Where(c => c.Topic == topic).DistinctBy(c => c.Partition).ToDictionary(c => c.Partition, c => c.Offset);
        return offsets.Partitions.Sum(p => Math.Max(0, p.End - committed.GetValueOrDefault(p.Partition, p.Earliest)));
    }
}
