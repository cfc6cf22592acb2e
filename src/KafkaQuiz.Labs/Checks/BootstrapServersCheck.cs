using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

internal static class BootstrapServersCheck
{
    public static CheckVerdict Evaluate(BootstrapServers check, Scene scene)
    {
        var wanted = check.Count is { } count ? Words.Text($" {Words.Condition(count).Ko}개", $"{Words.Condition(count).En} ") : Words.Text("", "");
        var same = check.SameCluster switch
        {
            true => Words.Text("가 모두 같은 클러스터의 브로커", ", all brokers of one cluster"),
            false => Words.Text("가 같은 클러스터가 아님", ", not all of one cluster"),
            null => Words.Text("", ""),
        };
        var expected = Words.Text($"연결한 부트스트랩 서버{wanted.Ko}{same.Ko}", $"{wanted.En}bootstrap servers{same.En}");
        if (!Scene.TryRead(scene.Now.Servers, "servers", expected, out var reading, out var unknown)) return unknown;
        var servers = reading.Value?.Servers ?? [];
        var ids = servers.Select(server => server.ClusterId).Distinct().ToList();
        var holds = (check.Count?.Holds(servers.Count) ?? true) && (check.SameCluster is not { } one || one == (ids.Count == 1 && ids[0] is not null));
        return CheckVerdict.Of(
            holds,
            expected,
            Words.Text(
                Words.Few(servers.Select(server => $"{server.Address}: {server.ClusterId ?? "응답 없음"}")), Words.Few(servers.Select(server => $"{server.Address}: {server.ClusterId ?? "no answer"}"))),
            reading.Source);
    }
}
