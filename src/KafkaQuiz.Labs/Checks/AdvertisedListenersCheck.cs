using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class AdvertisedListenersCheck
{
    public static CheckVerdict Evaluate(AdvertisedListeners check, Scene scene)
    {
        var count = check.Count ?? new NumberCondition(AtLeast: 1);
        var expected = Expected(check, count);
        if (!Scene.TryRead(scene.Now.Listeners, "listeners", expected, out var reading, out var unknown)) return unknown;
        var live = (scene.Now.Cluster.Value?.Brokers ?? []).Select(broker => broker.Id).ToList();
        if (check.Broker is { } one && !live.Contains(one)) return CheckVerdict.Of(false, expected, Words.NoBroker(one), reading.Source);
        var cluster = scene.Now.Cluster.Value?.ClusterId;
        var brokers = check.Broker is { } only ? [only] : live;
        var listeners = reading.Value?.Listeners ?? [];
        // Where a broker's configs could not be read its listeners have no names, and there may be more of them.
        if (listeners.FirstOrDefault(l => l.Name is null && brokers.Contains(l.Broker)) is { } nameless && (check.Name is not null || check.Count is not null))
            return CheckVerdict.Unknown(nameless.Problem ?? new NotGradable(NotGradableCause.NotCollected, nameless.Address), expected, reading.Source);
        var seen = listeners.Where(l => brokers.Contains(l.Broker) && (check.Name is null || l.Name == check.Name)).ToList();
        var unfit = seen.Where(l => (check.Address is { } address && !address.Holds(l.Address))
            || (check.Reachable is { } reachable && reachable != (l.ClusterId is not null && l.ClusterId == cluster))).ToList();
        // A listener that wants an identity which the grader was not given, or that lies where it may not go, may well be reachable for others.
        if (check.Reachable is not null && unfit.All(IsHidden) && seen.FirstOrDefault(IsHidden) is { } hidden) return CheckVerdict.Unknown(hidden.Problem!, expected, reading.Source);
        var holds = unfit.Count == 0 && brokers.Count > 0 && brokers.All(broker => count.Holds(seen.Count(l => l.Broker == broker)));
        return CheckVerdict.Of(holds, expected, Observed(seen, cluster), reading.Source);
    }

    private static bool IsHidden(ListenerSeen listener) =>
        listener is { ClusterId: null, Problem.Cause: NotGradableCause.Sasl or NotGradableCause.Tls or NotGradableCause.NotAllowed };

    private static LocalizedText Expected(AdvertisedListeners check, NumberCondition count)
    {
        var wanted = Words.Condition(count);
        var where = check.Broker is { } broker ? Words.Text($"{broker}번 브로커", $"broker {broker}") : Words.Text("브로커마다", "each broker");
        var name = check.Name is null ? "" : $" {check.Name}";
        var address = check.Address is { } text ? Words.Text($", 주소 {Words.Condition(text).Ko}", $", address {Words.Condition(text).En}") : Words.Text("", "");
        var reach = check.Reachable switch
        {
            true => Words.Text(", 모두 접속 가능", ", all reachable"),
            false => Words.Text(", 접속 불가", ", none reachable"),
            null => Words.Text("", ""),
        };
        return Words.Text($"{where.Ko} 알리는 리스너{name} {wanted.Ko}개{address.Ko}{reach.Ko}", $"{wanted.En} advertised listeners{name} of {where.En}{address.En}{reach.En}");
    }

    private static LocalizedText Observed(List<ListenerSeen> seen, string? cluster)
    {
        if (seen.Count == 0) return Words.Text("그런 리스너가 없습니다", "there is no such listener");
        return Words.Text(Words.Few(seen.Select(l => Describe(l, ko: true))), Words.Few(seen.Select(l => Describe(l, ko: false))));

        string Describe(ListenerSeen listener, bool ko)
        {
            var found = (listener.ClusterId, listener.Problem) switch
            {
                ({ } id, _) when id == cluster => ko ? "접속됨" : "reachable",
                ({ } id, _) => ko ? $"다른 클러스터({id})" : $"another cluster ({id})",
                _ => ko ? "접속할 수 없음" : "not reachable",
            };
            return $"{listener.Name ?? "?"}://{listener.Address} {found}";
        }
    }
}
