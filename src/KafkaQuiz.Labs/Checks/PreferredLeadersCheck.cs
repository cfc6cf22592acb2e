using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class PreferredLeadersCheck
{
    public static CheckVerdict Evaluate(PreferredLeaders check, Scene scene)
    {
        var topics = string.Join(", ", check.Topics);
        var expected = Words.Text($"{topics}의 모든 파티션을 선호 복제본(첫 번째 복제본)이 이끎", $"every partition of {topics} led by its preferred replica (the first)");
        var all = new List<(string Topic, PartitionSeen Partition)>();
        Source? source = null;
        foreach (var topic in check.Topics)
        {
            if (!Scene.TryRead(scene.Now.Topics, topic, expected, out var reading, out var unknown)) return unknown;
            if (reading.Value is not { } seen) return CheckVerdict.Of(false, expected, Words.NoTopic(topic), reading.Source);
            source ??= reading.Source;
            all.AddRange(seen.Partitions.Select(partition => (topic, partition)));
        }
        var off = all.Where(one => one.Partition.Leader is null || one.Partition.Leader != one.Partition.Replicas.FirstOrDefault(-1)).ToList();
        var observed = off.Count == 0
            ? Words.Text("모든 리더가 선호 복제본입니다", "all leaders are the preferred replicas")
            : Words.Text(
                Words.Few(off.Select(one => $"{one.Topic}-{one.Partition.Partition}: 리더 {Leader(one.Partition, "없음")}, 선호 {one.Partition.Replicas.FirstOrDefault(-1)}")),
                Words.Few(off.Select(one => $"{one.Topic}-{one.Partition.Partition}: leader {Leader(one.Partition, "none")}, preferred {one.Partition.Replicas.FirstOrDefault(-1)}")));
        return CheckVerdict.OfShare(all.Count - off.Count, all.Count, expected, observed, source!);
    }

    private static string Leader(PartitionSeen partition, string none) => partition.Leader is { } leader ? $"{leader}" : none;
}
