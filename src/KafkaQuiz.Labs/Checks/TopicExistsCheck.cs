using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class TopicExistsCheck
{
    public static CheckVerdict Evaluate(TopicExists check, Scene scene)
    {
        var expected = Words.Text($"{check.Topic} 토픽이 있음", $"topic {check.Topic} exists");
        if (!Scene.TryRead(scene.Now.Topics, check.Topic, expected, out var reading, out var unknown)) return unknown;
        var there = Words.Text($"{check.Topic} 토픽이 있습니다", $"topic {check.Topic} is there");
        return CheckVerdict.Of(reading.Value is not null, expected, reading.Value is null ? Words.NoTopic(check.Topic) : there, reading.Source);
    }
}
