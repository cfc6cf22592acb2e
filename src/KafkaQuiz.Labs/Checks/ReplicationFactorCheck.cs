using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class ReplicationFactorCheck
{
    public static CheckVerdict Evaluate(ReplicationFactor check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var of = check.Partition is { } partition ? $"{check.Topic}-{partition}" : check.Topic;
        return PartitionNumbers.Evaluate(
            scene, check.Topic, check.Partition, check.Count,
            Words.Text($"{of}의 복제 계수 {wanted.Ko}", $"replication factor of {of}: {wanted.En}"),
            Words.Text("복제 계수", "replication factor"),
            seen => seen.Replicas.Count);
    }
}
