using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupStateCheck
{
    public static CheckVerdict Evaluate(GroupState check, Scene scene)
    {
        var states = string.Join(" / ", check.Is);
        var expected = Words.Text($"그룹 {check.Group}의 상태 {states}", $"state of group {check.Group}: {states}");
        if (!Scene.TryRead(scene.Now.Groups, check.Group, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value is not { } group) return CheckVerdict.Of(false, expected, Words.NoGroup(check.Group), reading.Source);
        var holds = check.Is.Any(state => string.Equals(Plain(state), Plain(group.State), StringComparison.OrdinalIgnoreCase));
        return CheckVerdict.Of(holds, expected, Words.Text($"상태 {group.State}", $"state {group.State}"), reading.Source);
    }

    /// <summary>Kafka writes PreparingRebalance, its tools print it so, labs write preparing-rebalance.</summary>
    private static string Plain(string state) => state.Replace("-", "", StringComparison.Ordinal);
}
