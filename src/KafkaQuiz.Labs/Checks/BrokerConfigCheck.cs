using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class BrokerConfigCheck
{
    public static CheckVerdict Evaluate(BrokerConfig check, Scene scene)
    {
        var expected = Expected(check);
        if (check.ClusterDefault) return OfOne(check, ClusterEvidence.ClusterDefault, expected, scene);
        if (check.Broker is { } one)
            return IsLive(one, scene) ? OfOne(check, $"{one}", expected, scene) : CheckVerdict.Of(false, expected, Words.NoBroker(one), scene.Now.Cluster.Source);
        var brokers = scene.Now.Cluster.Value?.Brokers ?? [];
        var verdicts = brokers.Select(broker => (broker.Id, Verdict: OfOne(check, $"{broker.Id}", expected, scene))).ToList();
        if (verdicts.Count == 0) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, check.Key), expected);
        // A broker that is not as it must be decides; else every one must have been seen.
        if (verdicts.All(v => v.Verdict.Outcome != CheckOutcome.Fails) && verdicts.FirstOrDefault(v => v.Verdict.Outcome == CheckOutcome.NotGradable).Verdict is { } unseen)
            return unseen;
        var seen = verdicts.Where(v => v.Verdict.Outcome != CheckOutcome.NotGradable).ToList();
        var observed = Words.Text(
            string.Join("; ", seen.Select(v => $"{v.Id}번: {v.Verdict.Observed.Ko}")), string.Join("; ", seen.Select(v => $"broker {v.Id}: {v.Verdict.Observed.En}")));
        var source = (seen.FirstOrDefault(v => v.Verdict.Outcome == CheckOutcome.Fails).Verdict ?? seen[0].Verdict).Source!;
        return CheckVerdict.OfShare(seen.Count(v => v.Verdict.Outcome == CheckOutcome.Holds), verdicts.Count, expected, observed, source);
    }

    private static CheckVerdict OfOne(BrokerConfig check, string broker, LocalizedText expected, Scene scene)
    {
        if (!Scene.TryRead(scene.Now.BrokerConfigs, broker, expected, out var reading, out var unknown)) return unknown;
        if (reading.Value?.Entries.GetValueOrDefault(check.Key) is not { } entry)
        {
            if (reading.Value?.Knows(check.Key, scene.Now.Form) == false)
                return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, check.Key), expected, reading.Source);
            var absent = check.ClusterDefault ? Words.Text($"{check.Key}의 클러스터 기본값이 없습니다", $"{check.Key} has no cluster-wide default") : Words.Text($"{check.Key} 설정이 없습니다", $"there is no config {check.Key}");
            return CheckVerdict.Of(false, expected, absent, reading.Source);
        }
        var levels = (entry.Levels ?? []).Select(level => level.Source).Append(entry.Source).ToHashSet();
        var holds = (check.Value is null || ConfigValue.Holds(check.Value, entry.Value))
            && (check.Source is null || (int)check.Source == entry.Source)
            && check.SetAt.All(source => levels.Contains((int)source))
            && !check.NotSetAt.Any(source => levels.Contains((int)source));
        return CheckVerdict.Of(holds, expected, TopicConfigCheck.Observed(check.Key, entry), reading.Source);
    }

    private static bool IsLive(int broker, Scene scene) => (scene.Now.Cluster.Value?.Brokers ?? []).Any(live => live.Id == broker);

    private static LocalizedText Expected(BrokerConfig check)
    {
        var where = check switch
        {
            { ClusterDefault: true } => Words.Text("클러스터 기본값", "cluster-wide default"),
            { Broker: { } broker } => Words.Text($"{broker}번 브로커", $"broker {broker}"),
            _ => Words.Text("모든 브로커", "every broker"),
        };
        var wanted = check.Value is null ? Words.Text("*", "*") : Words.Condition(check.Value);
        var levels = Words.Text("", "");
        if (check.Source is { } source) levels = Words.Text($" (출처: {ConfigSources.Name((int)source)})", $" (from: {ConfigSources.Name((int)source)})");
        foreach (var level in check.SetAt)
            levels = Words.Text($"{levels.Ko}, {ConfigSources.Name((int)level)}에 설정됨", $"{levels.En}, set at {ConfigSources.Name((int)level)}");
        foreach (var level in check.NotSetAt)
            levels = Words.Text($"{levels.Ko}, {ConfigSources.Name((int)level)}에 설정되지 않음", $"{levels.En}, not set at {ConfigSources.Name((int)level)}");
        return Words.Text($"{where.Ko}의 {check.Key}={wanted.Ko}{levels.Ko}", $"{check.Key}={wanted.En} on {where.En}{levels.En}");
    }
}
