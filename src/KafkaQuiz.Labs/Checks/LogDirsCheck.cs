using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class LogDirsCheck
{
    public static CheckVerdict Evaluate(LogDirs check, Scene scene)
    {
        var wanted = Words.Condition(check.Count);
        var where = check.Broker is { } broker ? Words.Text($"{broker}번 브로커", $"broker {broker}") : Words.Text("브로커마다", "each broker");
        var which = check.Topic is { } topic ? Words.Text($"{topic}의 복제본이 있는 ", $" with a replica of {topic}") : Words.Text("", "");
        var expected = Words.Text($"{where.Ko} {which.Ko}로그 디렉터리 {wanted.Ko}개", $"{wanted.En} log directories{which.En} on {where.En}");
        var live = (scene.Now.Cluster.Value?.Brokers ?? []).Select(one => one.Id).ToList();
        if (check.Broker is { } named && !live.Contains(named)) return CheckVerdict.Of(false, expected, Words.NoBroker(named), scene.Now.Cluster.Source);
        var brokers = check.Broker is { } only ? [only] : live;
        var counts = new List<(int Broker, List<string> Paths)>();
        Source? source = null;
        foreach (var id in brokers)
        {
            if (!Scene.TryRead(scene.Now.LogDirs, $"{id}", expected, out var reading, out var unknown)) return unknown;
            source = reading.Source;
            counts.Add((id, [.. (reading.Value?.Dirs ?? [])
                .Where(dir => dir.Error is null && (check.Topic is null || dir.Replicas.Any(replica => replica.Topic == check.Topic && !replica.Future))).Select(dir => dir.Path)]));
        }
        if (source is null) return CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, "log dirs"), expected);
        var fit = counts.Count(count => check.Count.Holds(count.Paths.Count));
        var shown = string.Join("; ", counts.Select(count => $"{count.Broker}: {(count.Paths.Count == 0 ? "–" : string.Join(", ", count.Paths))}"));
        return CheckVerdict.OfShare(fit, counts.Count, expected, Words.Text($"브로커별 디렉터리 {shown}", $"directories by broker {shown}"), source);
    }
}
