using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>A topic by its identity: <c>same-topic</c>, <c>topic-created</c>, <c>topic-deleted</c>.</summary>
internal static class SameTopicCheck
{
    public static CheckVerdict Evaluate(SameTopic check, Scene scene) => Evaluate(
        check.Topic, Words.Text($"시작할 때의 {check.Topic} 토픽 그대로", $"the topic {check.Topic} of the start"), scene, (then, now) => then is not null && then.Id == now?.Id);

    public static CheckVerdict Evaluate(TopicCreated check, Scene scene) => Evaluate(
        check.Topic, Words.Text($"시작 후에 만든 {check.Topic} 토픽", $"topic {check.Topic}, created since the start"), scene, (then, now) => now is not null && then?.Id != now.Id);

    public static CheckVerdict Evaluate(TopicDeleted check, Scene scene) => Evaluate(
        check.Topic, Words.Text($"시작할 때 있던 {check.Topic} 토픽이 삭제됨", $"topic {check.Topic} of the start deleted"), scene, (then, now) => then is not null && now is null);

    private static CheckVerdict Evaluate(string topic, LocalizedText expected, Scene scene, Func<TopicSeen?, TopicSeen?, bool> holds)
    {
        if (!Scene.TryRead(scene.Now.Topics, topic, expected, out var reading, out var unknown)) return unknown;
        if (!scene.TryFrom(Since.Start, topic, expected, reading.Source, out var from, out unknown)) return unknown;
        if (!from.Topics.TryGetValue(topic, out var before) || before.Fault is not null)
            return CheckVerdict.Unknown(before?.Fault ?? new NotGradable(NotGradableCause.NotCollected, $"baseline of {topic}"), expected, reading.Source);
        var observed = (before.Value, reading.Value) switch
        {
            (null, null) => Words.Text($"{topic} 토픽이 처음부터 없습니다", $"there is no topic {topic}, nor was there"),
            (null, _) => Words.Text($"{topic} 토픽이 시작 후에 만들어졌습니다", $"topic {topic} was created since the start"),
            (_, null) => Words.Text($"{topic} 토픽이 없습니다(시작할 때는 있었습니다)", $"there is no topic {topic}; at the start there was"),
            var (then, now) when then.Id == now.Id => Words.Text($"{topic} 토픽이 그대로 있습니다(ID {now.Id})", $"topic {topic} is the same (id {now.Id})"),
            var (then, now) => Words.Text($"{topic} 토픽이 다시 만들어졌습니다(ID {then.Id} → {now.Id})", $"topic {topic} was made again (id {then.Id} → {now.Id})"),
        };
        return CheckVerdict.Of(holds(before.Value, reading.Value), expected, observed, reading.Source);
    }
}
