using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class ReplicasOnBrokerCheck
{
    public static CheckVerdict Evaluate(ReplicasOnBroker check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var topics = string.Join(", ", check.Topics);
        var expected = Words.Text($"{check.Broker}번 브로커에 있는 {topics}의 복제본 {wanted.Ko}개", $"{wanted.En} replicas of {topics} on broker {check.Broker}");
        var there = new List<string>();
        var all = 0;
        Source? source = null;
        foreach (var topic in check.Topics)
        {
            if (!Scene.TryRead(scene.Now.Topics, topic, expected, out var reading, out var unknown)) return unknown;
            if (reading.Value is not { } seen) return CheckVerdict.Of(false, expected, Words.NoTopic(topic), reading.Source);
            source ??= reading.Source;
            all += seen.Partitions.Count;
            there.AddRange(seen.Partitions.Where(partition => partition.Replicas.Contains(check.Broker)).Select(partition => $"{topic}-{partition.Partition}"));
        }
        var list = there.Count == 0 ? "" : $": {Words.Few(there)}";
        var holds = check.Count.Holds(there.Count);
        // Draining: what has left already is credited.
        var credit = holds ? 1 : check.Count.EqualTo == 0 && all > 0 ? 1 - ((double)there.Count / all) : 0;
        return CheckVerdict.Of(holds, expected, Words.Text($"복제본 {there.Count}개{list}", $"{there.Count} replicas{list}"), source!) with { Credit = credit };
    }
}
