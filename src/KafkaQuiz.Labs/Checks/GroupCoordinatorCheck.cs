using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class GroupCoordinatorCheck
{
    public static CheckVerdict Evaluate(GroupCoordinator check, Scene scene)
    {
        var which = (check.Broker, check.SameAsStart) switch
        {
            ({ } broker, _) => Words.Text($"{broker}번 브로커", $"broker {broker}"),
            (_, true) => Words.Text("시작할 때와 같음", "the one of the start"),
            _ => Words.Text("시작할 때와 다름", "another than at the start"),
        };
        var expected = Words.Text($"그룹 {check.Group}의 코디네이터: {which.Ko}", $"coordinator of group {check.Group}: {which.En}");
        if (!Scene.TryRead(scene.Now.Coordinators, check.Group, expected, out var reading, out var unknown)) return unknown;
        var now = reading.Value?.Broker;
        if (now is null)
            return CheckVerdict.Of(false, expected, Words.Text("아직 코디네이터가 없습니다(__consumer_offsets 토픽이 없음)", "there is no coordinator yet (no topic __consumer_offsets)"), reading.Source);
        var holds = check.Broker is null || check.Broker == now;
        if (check.SameAsStart is { } same)
        {
            if (scene.Baseline?.Coordinators.GetValueOrDefault(check.Group) is not { Value: { } then })
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"baseline of {check.Group}"), expected, reading.Source);
            holds &= same == (then.Broker == now);
        }
        return CheckVerdict.Of(holds, expected, Words.Text($"코디네이터 {now}번 브로커", $"coordinator broker {now}"), reading.Source);
    }
}
