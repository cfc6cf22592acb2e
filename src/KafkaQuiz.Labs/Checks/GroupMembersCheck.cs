using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupMembersCheck
{
    public static CheckVerdict Evaluate(GroupMembers check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var which = Which(check);
        var expected = Words.Text($"그룹 {check.Group}의 {which.Ko}멤버 {wanted.Ko}명", $"{wanted.En} members{which.En} in group {check.Group}");
        if (!Scene.TryRead(scene.Now.Groups, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } group) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), reading.Source);
        if (group.IsRebalancing) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.GroupRebalancing, check.Group), expected, reading.Source);
        var count = group.Members.Count(member => (check.Idle is not { } idle || idle == (member.Owns.Count == 0))
            && (check.ClientId?.Holds(member.ClientId) ?? true)
            && (check.InstanceId?.Holds(member.InstanceId) ?? true)
            && (check.Host?.Holds(member.Host) ?? true));
        return CheckVerdict.Of(check.Count.Holds(count), expected, Words.Text($"{which.Ko}멤버 {count}명", $"{count} members{which.En}"), reading.Source);
    }

    private static LocalizedText Which(GroupMembers check)
    {
        var which = check.Idle switch
        {
            true => Words.Text("파티션이 없는 ", " without a partition"),
            false => Words.Text("파티션을 가진 ", " with a partition"),
            null => Words.Text("", ""),
        };
        foreach (var (name, condition) in new[] { ("client.id", check.ClientId), ("group.instance.id", check.InstanceId), ("host", check.Host) })
        {
            if (condition is null) continue;
            var text = Words.Condition(condition);
            which = Words.Text($"{which.Ko}{name}가 {text.Ko}인 ", $"{which.En} with {name} {text.En}");
        }
        return which;
    }
}
