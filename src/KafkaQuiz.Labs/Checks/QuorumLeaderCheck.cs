using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class QuorumLeaderCheck
{
    public static CheckVerdict Evaluate(QuorumLeader check, Scene scene)
    {
        var ko = new List<string>();
        var en = new List<string>();
        if (check.Exists is { } exists)
        {
            ko.Add(exists ? "활성 컨트롤러가 있음" : "활성 컨트롤러가 없음");
            en.Add(exists ? "an active controller" : "no active controller");
        }
        if (check.Node is { } node)
        {
            ko.Add($"활성 컨트롤러 {node}번");
            en.Add($"active controller {node}");
        }
        if (check.SameAsStart is { } same)
        {
            ko.Add(same ? "시작할 때와 같은 활성 컨트롤러" : "시작할 때와 다른 활성 컨트롤러");
            en.Add(same ? "the active controller of the start" : "another active controller than at the start");
        }
        var expected = Words.Text(string.Join(", ", ko), string.Join(", ", en));
        if (!Scene.TryRead(scene.Now.Quorum, "quorum", expected, out var reading, out var unknown)) return unknown;
        var now = reading.Value?.Leader;
        var then = scene.Baseline?.Quorum?.Value?.Leader;
        if (check.SameAsStart is not null && then is null)
            return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, "baseline of the quorum"), expected, reading.Source);
        var holds = (check.Exists is null || check.Exists == now is not null)
            && (check.Node is null || check.Node == now)
            && (check.SameAsStart is null || (now is not null && check.SameAsStart == (now == then)));
        var before = check.SameAsStart is null ? Words.Text("", "") : Words.Text($" (시작할 때 {then}번)", $" (at the start {then})");
        return CheckVerdict.Of(
            holds, expected, now is null ? NoLeader : Words.Text($"활성 컨트롤러 {now}번{before.Ko}", $"active controller {now}{before.En}"), reading.Source);
    }

    public static Content.LocalizedText NoLeader { get; } = Words.Text("활성 컨트롤러가 없습니다", "there is no active controller");
}
