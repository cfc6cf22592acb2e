using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupAssignmentCheck
{
    public static CheckVerdict Evaluate(GroupAssignment check, Scene scene)
    {
        var wanted = string.Join(", ", check.Sizes.OrderDescending());
        var expected = Words.Text(
            $"그룹 {check.Group}의 멤버별 {check.Topic} 파티션 수 [{wanted}]", $"partitions of {check.Topic} per member of group {check.Group}: [{wanted}]");
        if (!Scene.TryRead(scene.Now.Groups, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (!Scene.TryRead(scene.Now.Topics, check.Topic, expected, out var topic, out unknown)) return unknown;
        if (topic.Value is null) return CheckVerdict.Of(false, expected, Words.NoTopic(check.Topic), topic.Source);
        if (reading.Value is not { } group) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), reading.Source);
        if (group.IsRebalancing) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.GroupRebalancing, check.Group), expected, reading.Source);

        var owned = group.Members.Select(member => member.Owns.Where(p => p.Topic == check.Topic).Select(p => p.Partition).ToList()).ToList();
        var sizes = owned.Select(partitions => partitions.Count).OrderDescending().ToList();
        var all = topic.Value.Partitions.Select(p => p.Partition).ToHashSet();
        var complete = all.SetEquals(owned.SelectMany(partitions => partitions)) && owned.Sum(partitions => partitions.Count) == all.Count;
        var holds = complete && sizes.SequenceEqual(check.Sizes.OrderDescending());
        var observed = string.Join(", ", sizes);
        return CheckVerdict.Of(
            holds, expected, Words.Text($"멤버 {group.Members.Count}명, 파티션 수 [{observed}]", $"{group.Members.Count} members, partitions [{observed}]"), reading.Source);
    }
}
