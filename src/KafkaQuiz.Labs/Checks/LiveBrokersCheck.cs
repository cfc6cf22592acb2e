using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class LiveBrokersCheck
{
    public static CheckVerdict Evaluate(LiveBrokers check, Scene scene)
    {
        var ko = new List<string>();
        var en = new List<string>();
        if (check.Exactly is { } exactly)
        {
            ko.Add($"실행 중인 브로커가 정확히 {Words.Ids(exactly)}");
            en.Add($"exactly the brokers {Words.Ids(exactly)} live");
        }
        if (check.Include.Count > 0)
        {
            ko.Add($"{Words.Ids(check.Include)}번 브로커가 실행 중");
            en.Add($"broker {Words.Ids(check.Include)} live");
        }
        if (check.Exclude.Count > 0)
        {
            ko.Add($"{Words.Ids(check.Exclude)}번 브로커가 중지됨");
            en.Add($"broker {Words.Ids(check.Exclude)} not live");
        }
        var expected = Words.Text(string.Join(", ", ko), string.Join(", ", en));
        if (!Scene.TryRead(scene.Now.Cluster, "cluster", expected, out var reading, out var unknown)) return unknown;
        var live = (reading.Value?.Brokers ?? []).Select(broker => broker.Id).ToHashSet();
        var holds = check.Include.All(live.Contains) && !check.Exclude.Any(live.Contains) && (check.Exactly is null || live.SetEquals(check.Exactly));
        return CheckVerdict.Of(holds, expected, Words.Text($"실행 중인 브로커 {Words.Ids(live.Order())}", $"live brokers {Words.Ids(live.Order())}"), reading.Source);
    }
}
