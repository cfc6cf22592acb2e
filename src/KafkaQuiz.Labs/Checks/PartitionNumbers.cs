using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>A number of one partition, or of every partition of a topic: replication factor, size of the ISR.</summary>
internal static class PartitionNumbers
{
    public static CheckVerdict Evaluate(
        Scene scene, string topic, int? partition, NumberCondition condition, LocalizedText expected, LocalizedText name, Func<PartitionSeen, int> number)
    {
        if (!Scene.TryRead(scene.Now.Topics, topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } seen) return CheckVerdict.Of(false, expected, Words.NoTopic(topic), reading.Source);
        var partitions = seen.Partitions.Where(p => partition is null || p.Partition == partition).ToList();
        if (partitions.Count == 0) return CheckVerdict.Of(false, expected, Words.NoPartition(topic, partition ?? 0), reading.Source);
        var off = partitions.Where(p => !condition.Holds(number(p))).ToList();
        var observed = off.Count > 0 && partitions.Count > 1
            ? string.Join(", ", off.Take(8).Select(p => $"{topic}-{p.Partition}: {number(p)}")) + (off.Count > 8 ? ", …" : "")
            : string.Join(", ", partitions.Select(number).Distinct().Order());
        var verdict = CheckVerdict.Of(off.Count == 0, expected, Words.Text($"{name.Ko} {observed}", $"{name.En} {observed}"), reading.Source);
        return verdict with { Credit = 1 - ((double)off.Count / partitions.Count) };
    }
}
