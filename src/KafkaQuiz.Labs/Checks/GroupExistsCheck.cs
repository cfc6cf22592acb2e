using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupExistsCheck
{
    public static CheckVerdict Evaluate(GroupExists check, Scene scene)
    {
        var expected = Words.Text($"{check.Group} 컨슈머 그룹이 있음", $"consumer group {check.Group} exists");
        if (!Scene.TryRead(scene.Now.Groups, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (!Scene.TryRead(scene.Now.Commits, check.Group, expected, out var commits, out unknown)) return unknown;
        var there = reading.Value is not null || commits.Value is not null;
        return CheckVerdict.Of(there, expected, there ? Words.Text($"{check.Group} 그룹이 있습니다", $"group {check.Group} is there") : Words.NoGroup(check.Group), reading.Source);
    }
}
