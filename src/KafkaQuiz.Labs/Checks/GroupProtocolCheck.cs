using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupProtocolCheck
{
    public static CheckVerdict Evaluate(GroupProtocol check, Scene scene)
    {
        var wanted = Words.Condition(check.Protocol);
        var expected = Words.Text($"그룹 {check.Group}의 파티션 할당 전략 {wanted.Ko}", $"assignor of group {check.Group}: {wanted.En}");
        if (!Scene.TryRead(scene.Now.Groups, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } group) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), reading.Source);
        if (group.IsRebalancing) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.GroupRebalancing, check.Group), expected, reading.Source);
        if (group.Protocol is null) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"{check.Group}: protocol"), expected, reading.Source);
        var observed = group.Protocol.Length == 0 ? Words.Text("할당 전략이 아직 없습니다", "no assignor yet") : Words.Text($"할당 전략 {group.Protocol}", $"assignor {group.Protocol}");
        return CheckVerdict.Of(group.Protocol.Length > 0 && check.Protocol.Holds(group.Protocol), expected, observed, reading.Source);
    }
}
