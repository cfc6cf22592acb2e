using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class TopicPartitionsCheck
{
    public static CheckVerdict Evaluate(TopicPartitions check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var expected = Words.Text($"{check.Topic}의 파티션 {wanted.Ko}개", $"{wanted.En} partitions in {check.Topic}");
        if (!Scene.TryRead(scene.Now.Topics, check.Topic, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } topic) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), reading.Source);
        var count = topic.Partitions.Count;
        return CheckVerdict.Of(check.Count.Holds(count), expected, Words.Text($"파티션 {count}개", $"{count} partitions"), reading.Source);
    }
}
