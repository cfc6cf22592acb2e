using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class LeaderEpochCheck
{
    public static CheckVerdict Evaluate(LeaderEpoch check, Scene scene)
    {
        var wanted = Words.Condition(check.Epoch);
        var since = Words.From(check.Since);
        var of = Words.Of(check.Topic, check.Partition);
        var any = check.Any ? Words.Text("의 어느 파티션이든", ", any partition") : Words.Text("", "");
        var expected = check.Since is null
            ? Words.Text($"{of}{any.Ko}의 리더 에포크 {wanted.Ko}", $"leader epoch of {of}{any.En}: {wanted.En}")
            : Words.Text($"{since.Ko}{of}{any.Ko}의 리더 에포크 증가 {wanted.Ko}", $"growth of the leader epoch of {of}{any.En}{since.En}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Topics, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } topic) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        IReadOnlyList<PartitionSeen> then = [];
        if (check.Since is not null)
        {
            if (!scene.TryFrom(check.Since, check.Topic, expected, reading.Source, out var from, out unknown)) return unknown;
            then = scene.SameTopicThen(from, check.Topic)?.Partitions ?? [];
        }
        var partitions = topic.Partitions.Where(p => check.Partition is null || p.Partition == check.Partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(check.Topic, check.Partition ?? 0), reading.Source);
        if (partitions.Any(p => p.LeaderEpoch is null)) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotTold, $"{check.Topic}: leader epoch"), expected, reading.Source);
        var values = partitions.Select(p => (p.Partition, Value: (long)p.LeaderEpoch! - (then.FirstOrDefault(before => before.Partition == p.Partition)?.LeaderEpoch ?? 0))).ToList();
        var fit = values.Count(value => check.Epoch.Holds(value.Value));
        var list = Words.Few(values.Select(value => values.Count == 1 ? Shown(value.Value) : $"{check.Topic}-{value.Partition}: {Shown(value.Value)}"));
        var observed = Words.Text($"리더 에포크 {list}", $"leader epoch {list}");
        return check.Any ? CheckVerdict.Of(fit > 0, expected, observed, reading.Source) : CheckVerdict.OfShare(fit, values.Count, expected, observed, reading.Source);

        string Shown(long value) => check.Since is null ? $"{value}" : $"{value:+0;-0;0}";
    }
}
