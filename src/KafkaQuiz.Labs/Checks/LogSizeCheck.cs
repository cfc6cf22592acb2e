using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

internal static class LogSizeCheck
{
    public static CheckVerdict Evaluate(LogSize check, Scene scene)
    {
        var wanted = Words.Condition(check.Bytes);
        var of = Words.Of(check.Topic, check.Partition);
        var since = Words.From(check.Since);
        var on = check.Broker is { } broker ? Words.Text($"{broker}번 브로커의 ", $" on broker {broker}") : Words.Text("", "");
        var what = (check.Total, check.Since) switch
        {
            (true, null) => Words.Text("복제본 크기의 합", "total size of the replicas"),
            (true, _) => Words.Text("복제본 크기의 증가량 합", "total growth of the replicas"),
            (false, null) => Words.Text("각 복제본의 크기", "size of each replica"),
            _ => Words.Text("각 복제본의 크기 증가량", "growth of each replica"),
        };
        var expected = Words.Text($"{since.Ko}{on.Ko}{of} {what.Ko} {wanted.Ko}바이트", $"{what.En} of {of}{on.En}{since.En}: {wanted.En} bytes");
        if (!TryReplicas(scene, scene.Now, check.Topic, check.Partition, check.Broker, expected, out var replicas, out var source, out var verdict)) return verdict;
        var sizes = replicas.ToDictionary(replica => (replica.Broker, replica.Replica.Partition), replica => replica.Replica.Size);
        if (check.Since is not null)
        {
            if (!scene.TryFrom(check.Since, check.Topic, expected, source, out var from, out verdict)) return verdict;
            if (scene.SameTopicThen(from, check.Topic) is not null)
            {
                if (!TryReplicas(scene, from, check.Topic, check.Partition, check.Broker, expected, out var before, out _, out verdict)) return CheckVerdict.Unknown(verdict.Fault ?? new NotGradable(NotGradableCause.NotCollected, $"sizes of {check.Topic} then"), expected, source);
                foreach (var (id, replica) in before)
                {
                    if (sizes.ContainsKey((id, replica.Partition))) sizes[(id, replica.Partition)] -= replica.Size;
                }
            }
        }
        if (check.Total)
        {
            var sum = sizes.Values.Sum();
            return CheckVerdict.Of(check.Bytes.Holds(sum), expected, Words.Text($"합계 {Words.Number(sum)}바이트", $"{Words.Number(sum)} bytes in all"), source);
        }
        var off = sizes.Where(size => !check.Bytes.Holds(size.Value)).ToList();
        var shown = Words.Few((off.Count > 0 ? off : [.. sizes]).OrderBy(size => size.Key).Select(size => $"{check.Topic}-{size.Key.Partition}@{size.Key.Broker}: {Words.Number(size.Value)}"));
        return CheckVerdict.OfShare(sizes.Count - off.Count, sizes.Count, expected, Words.Text($"{shown}바이트", $"{shown} bytes"), source);
    }

    /// <summary>The replicas of a topic with their brokers, those on the move left out; else the verdict to return.</summary>
    public static bool TryReplicas(
        Scene scene,
        ClusterEvidence evidence,
        string topic,
        int? partition,
        int? broker,
        Content.LocalizedText expected,
        out IReadOnlyList<(int Broker, ReplicaSeen Replica)> replicas,
        out Source source,
        out CheckVerdict verdict)
    {
        (replicas, source, verdict) = ([], scene.Now.Cluster.Source, null!);
        if (!Scene.TryRead(evidence.Topics, topic, expected, out var described, out var unknown)) return Is(unknown, out verdict);
        if (described.Value is not { } seen) return Is(CheckVerdict.Of(false, expected, Words.NoTopic(topic), described.Source), out verdict);
        var found = new List<(int, ReplicaSeen)>();
        var live = (evidence.Cluster.Value?.Brokers ?? []).Select(one => one.Id).ToHashSet();
        if (broker is { } named && !live.Contains(named)) return Is(CheckVerdict.Of(false, expected, Words.NoBroker(named), evidence.Cluster.Source), out verdict);
        var on = seen.Partitions.Where(p => partition is null || p.Partition == partition).SelectMany(p => p.Replicas).Distinct();
        // A broker that is down tells no sizes; those of the others count.
        foreach (var id in on.Where(id => live.Contains(id) && (broker is null || id == broker)))
        {
            if (evidence.LogDirs.GetValueOrDefault($"{id}") is not { } reading) return Is(CheckVerdict.Unknown(new NotGradable(NotGradableCause.NotCollected, $"log dirs of broker {id}"), expected), out verdict);
            if (reading.Fault is { } fault) return Is(CheckVerdict.Unknown(fault, expected, reading.Source), out verdict);
            source = reading.Source;
            found.AddRange((reading.Value?.Dirs ?? []).SelectMany(dir => dir.Replicas)
                .Where(replica => replica.Topic == topic && !replica.Future && (partition is null || replica.Partition == partition)).Select(replica => (id, replica)));
        }
        replicas = found;
        if (found.Count > 0) return true;
        var nothing = broker is { } one ? Words.Text($"{one}번 브로커에 {topic}의 복제본이 없습니다", $"no replica of {topic} on broker {one}") : Words.NoPartition(topic, partition ?? 0);
        return Is(CheckVerdict.Of(false, expected, nothing, source), out verdict);
    }

    private static bool Is(CheckVerdict verdict, out CheckVerdict given)
    {
        given = verdict;
        return false;
    }
}
