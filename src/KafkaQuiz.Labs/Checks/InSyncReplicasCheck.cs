using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class InSyncReplicasCheck
{
    public static CheckVerdict Evaluate(InSyncReplicas check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var of = check.Partition is { } partition ? $"{check.Topic}-{partition}" : check.Topic;
        return PartitionNumbers.Evaluate(
            scene, check.Topic, check.Partition, check.Count,
            Words.Text($"{of}의 ISR 크기 {wanted.Ko}", $"ISR size of {of}: {wanted.En}"),
            Words.Text("ISR 크기", "ISR size"),
            seen => seen.InSync.Count);
    }
}
