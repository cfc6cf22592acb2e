using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class EligibleLeaderReplicasCheck
{
    public static CheckVerdict Evaluate(EligibleLeaderReplicas check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var of = Words.Of(check.Topic, check.Partition);
        var expected = Words.Text($"{of}의 ELR 크기 {wanted.Ko}", $"size of the ELR of {of}: {wanted.En}");
        if (scene.Now.Topics.GetValueOrDefault(check.Topic) is { Value: { } topic } reading && topic.Partitions.Any(p => p.Eligible is null))
            return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotTold, $"{check.Topic}: ELR"), expected, reading.Source);
        return PartitionNumbers.Evaluate(scene, check.Topic, check.Partition, check.Count, expected, Words.Text("ELR 크기", "ELR size"), seen => seen.Eligible?.Count ?? 0);
    }
}
