using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupTypeCheck
{
    public static CheckVerdict Evaluate(GroupType check, Scene scene)
    {
        var expected = Words.Text($"그룹 {check.Group}의 유형 {check.Is}", $"type of group {check.Group}: {check.Is}");
        if (!Scene.TryRead(scene.Now.Groups, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } group) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), reading.Source);
        if (group.Type is not { } type) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotTold, $"{check.Group}: type"), expected, reading.Source);
        return CheckVerdict.Of(type == check.Is, expected, Words.Text($"유형 {type}", $"type {type}"), reading.Source);
    }
}
