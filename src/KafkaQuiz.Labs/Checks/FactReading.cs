using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Checks;

/// <summary>What is so: a number, or texts of which any is right.</summary>
internal sealed record FactSeen(decimal? Number, IReadOnlyList<string> Texts, Source Source);

/// <summary>Reads facts from evidence: one line a fact.</summary>
internal static class FactReading
{
    /// <summary>The evidence that a fact rests on.</summary>
    public static void Add(Fact fact, EvidenceNeeds needs)
    {
        switch (fact.Name)
        {
            case "cluster-id" or "brokers": break;
            case "active-controller" or "other-voter" or "quorum-epoch" or "voters" or "observers": needs.NeedQuorum(); break;
            case "coordinator": needs.CoordinatorOf(fact.Group); break;
            case "group-lag" or "committed-offset":
                needs.CommitsOf(fact.Group);
                needs.OffsetsOf(fact.Topic);
                break;
            case "topic-id" or "partitions" or "partition-leader" or "preferred-leader" or "leader-epoch" or "in-sync-replicas": needs.Topic(fact.Topic); break;
            case "end-offset" or "earliest-offset": needs.OffsetsOf(fact.Topic); break;
            case "offset-at": needs.OffsetAt(fact.Topic, fact.Time); break;
            case "producer-id": needs.Ask(Batches(fact)); break;
            case "topic-config": needs.ConfigOf(fact.Topic, fact.Key); break;
            case "broker-config": needs.BrokerConfig(fact.Key); break;
            case "feature-level": needs.NeedFeatures(); break;
            case "log-dir" or "log-size" or "growth-rate": needs.LogDirsOf(fact.Topic); break;
            case "bytes-per-record":
                needs.LogDirsOf(fact.Topic);
                needs.OffsetsOf(fact.Topic);
                break;
            default: throw new InvalidOperationException($"No evidence is named for the fact {fact.Name}.");
        }
    }

    /// <summary>The fact; else the verdict to return.</summary>
    public static bool TryRead(Fact fact, Scene scene, LocalizedText expected, [NotNullWhen(true)] out FactSeen? seen, [NotNullWhen(false)] out CheckVerdict? verdict)
    {
        (seen, verdict) = Read(fact, scene, expected);
        return seen is not null;
    }

    private static (FactSeen? Seen, CheckVerdict? Verdict) Read(Fact fact, Scene scene, LocalizedText expected)
    {
        var now = scene.Now;
        return fact.Name switch
        {
            "cluster-id" => Of(now.Cluster, "cluster", expected, cluster => Text(cluster.ClusterId)),
            "brokers" => Of(now.Cluster, "cluster", expected, cluster => Number(cluster.Brokers.Count)),
            "active-controller" => Of(now.Quorum, "quorum", expected, quorum => Number(quorum.Leader)),
            "other-voter" => Of(now.Quorum, "quorum", expected, quorum => Number(quorum.Leader is null ? null : quorum.Voters.Select(voter => voter.Id).Where(id => id != quorum.Leader).Min())),
            "quorum-epoch" => Of(now.Quorum, "quorum", expected, quorum => Number(quorum.Leader is null ? null : quorum.Epoch)),
            "voters" => Of(now.Quorum, "quorum", expected, quorum => Number(quorum.Leader is null ? null : quorum.Voters.Count)),
            "observers" => Of(now.Quorum, "quorum", expected, quorum => Number(quorum.Leader is null ? null : quorum.Observers.Count)),
            "coordinator" => Of(now.Coordinators.GetValueOrDefault(fact.Group), fact.Group, expected, coordinator => Number(coordinator.Broker)),
            "committed-offset" => Of(now.Commits.GetValueOrDefault(fact.Group), fact.Group, expected, commits => Number(commits.Offsets.FirstOrDefault(c => c.Topic == fact.Topic && c.Partition == fact.Partition)?.Offset)),
            "group-lag" => Lag(fact, scene, expected),
            "topic-id" => Of(now.Topics.GetValueOrDefault(fact.Topic), fact.Topic, expected, topic => Text(topic.Id)),
            "partitions" => Of(now.Topics.GetValueOrDefault(fact.Topic), fact.Topic, expected, topic => Number(topic.Partitions.Count)),
            "partition-leader" => Partition(fact, scene, expected, partition => Number(partition.Leader)),
            "preferred-leader" => Partition(fact, scene, expected, partition => Number(partition.Replicas.Count > 0 ? partition.Replicas[0] : null)),
            "leader-epoch" => Partition(fact, scene, expected, partition => Number(partition.LeaderEpoch)),
            "in-sync-replicas" => Partition(fact, scene, expected, partition => Text(string.Join(',', partition.InSync))),
            "end-offset" => Offset(fact, scene, expected, partition => partition.End),
            "earliest-offset" => Offset(fact, scene, expected, partition => partition.Earliest),
            "offset-at" => Of(now.Offsets.GetValueOrDefault(fact.Topic), fact.Topic, expected, offsets => Number(offsets.ByTime?.FirstOrDefault(at => at.Partition == fact.Partition && at.Time == fact.Time) is { } at
                ? at.Offset ?? offsets.Partitions.FirstOrDefault(p => p.Partition == fact.Partition)?.End : null)),
            "producer-id" => Producer(fact, scene, expected),
            "topic-config" => Of(now.Configs.GetValueOrDefault(fact.Topic), fact.Topic, expected, configs => Text(configs.Entries.GetValueOrDefault(fact.Key)?.Value)),
            "broker-config" => Of(now.BrokerConfigs.GetValueOrDefault($"{fact.Broker}"), $"broker {fact.Broker}", expected, configs => Text(configs.Entries.GetValueOrDefault(fact.Key)?.Value)),
            "feature-level" => Of(now.Features, "features", expected, features => Number(features.Finalized.GetValueOrDefault(fact.Key))),
            "log-dir" => LogDir(fact, scene, expected),
            "log-size" => LogSizeCheck.TryReplicas(scene, now, fact.Topic, fact.Partition, fact.Broker, expected, out var replicas, out var source, out var verdict)
                ? (new FactSeen(replicas.Sum(replica => replica.Replica.Size), [], source), null)
                : (null, verdict),
            "bytes-per-record" => PerRecord(fact, scene, expected),
            "growth-rate" => Growth(fact, scene, expected),
            _ => throw new InvalidOperationException($"No reading is registered for the fact {fact.Name}."),
        };
    }

    private static (FactSeen?, CheckVerdict?) Of<T>(Reading<T>? given, string name, LocalizedText expected, Func<T, (decimal? Number, string? Text)> read)
        where T : class
    {
        if (!Scene.TryRead(given, name, expected, out var reading, out var unknown)) return (null, unknown);
        var (number, text) = reading.Value is { } value ? read(value) : (null, null);
        if (number is null && text is null)
            return (null, CheckVerdict.Of(false, expected, Words.Text($"클러스터에 아직 그런 값이 없습니다({name})", $"the cluster has no such value yet ({name})"), reading.Source));
        return (new FactSeen(number, text is null ? [] : [text], reading.Source), null);
    }

    private static (decimal?, string?) Number(long? number) => (number, null);

    private static (decimal?, string?) Text(string? text) => (null, text);

    private static (FactSeen?, CheckVerdict?) Partition(Fact fact, Scene scene, LocalizedText expected, Func<PartitionSeen, (decimal?, string?)> read) => Of(
        scene.Now.Topics.GetValueOrDefault(fact.Topic), Words.Of(fact.Topic, fact.Partition), expected,
        topic => topic.Partitions.FirstOrDefault(p => p.Partition == fact.Partition) is { } partition ? read(partition) : (null, null));

    private static (FactSeen?, CheckVerdict?) Offset(Fact fact, Scene scene, LocalizedText expected, Func<PartitionOffsets, long> kind) => Of(
        scene.Now.Offsets.GetValueOrDefault(fact.Topic), fact.Topic, expected,
        offsets => Number(offsets.Partitions.Where(p => fact.Partition is null || p.Partition == fact.Partition).Sum(kind)));

    private static (FactSeen?, CheckVerdict?) Lag(Fact fact, Scene scene, LocalizedText expected)
    {
        if (!Scene.TryRead(scene.Now.Offsets, fact.Topic, expected, out var offsets, out var unknown)) return (null, unknown);
        return Of(scene.Now.Commits.GetValueOrDefault(fact.Group), fact.Group, expected, commits => Number(offsets.Value is null ? null : GroupLagCheck.Lag(offsets.Value, commits, fact.Topic)));
    }

    private static BatchesQuestion Batches(Fact fact) => new(fact.Topic, null, fact.Since);

    private static (FactSeen?, CheckVerdict?) Producer(Fact fact, Scene scene, LocalizedText expected)
    {
        if (!RecordDigests.TryRead(scene, Batches(fact), expected, out var reading, out var digest, out var verdict)) return (null, verdict);
        var ids = digest.Batches?.ProducerIds ?? [];
        return ids.Count > 0
            ? (new FactSeen(null, [.. ids.Select(id => $"{id}")], reading.Source), null)
            : (null, CheckVerdict.Of(false, expected, Words.Text("프로듀서 ID가 있는 배치가 없습니다", "no batch carries a producer id"), reading.Source));
    }

    /// <summary>The directory of the partition's replica on the broker; of each replica where none is named.</summary>
    private static (FactSeen?, CheckVerdict?) LogDir(Fact fact, Scene scene, LocalizedText expected)
    {
        var now = scene.Now;
        if (!LogSizeCheck.TryReplicas(scene, now, fact.Topic, fact.Partition, fact.Broker, expected, out var replicas, out var source, out var verdict)) return (null, verdict);
        var on = replicas.Select(replica => $"{replica.Broker}").ToHashSet(StringComparer.Ordinal);
        var paths = now.LogDirs.Where(broker => on.Contains(broker.Key)).SelectMany(broker => broker.Value.Value?.Dirs ?? [])
            .Where(dir => dir.Replicas.Any(replica => replica.Topic == fact.Topic && replica.Partition == fact.Partition && !replica.Future)).Select(dir => dir.Path);
        return (new FactSeen(null, [.. paths], source), null);
    }

    /// <summary>Bytes that a kept record takes in each replica on average: batch headers and compression included.</summary>
    private static (FactSeen?, CheckVerdict?) PerRecord(Fact fact, Scene scene, LocalizedText expected)
    {
        if (!LogSizeCheck.TryReplicas(scene, scene.Now, fact.Topic, fact.Partition, fact.Broker, expected, out var replicas, out var source, out var verdict)) return (null, verdict);
        if (!Scene.TryRead(scene.Now.Offsets, fact.Topic, expected, out var offsets, out var unknown)) return (null, unknown);
        var kept = (offsets.Value?.Partitions ?? []).ToDictionary(p => p.Partition, p => p.End - p.Earliest);
        var records = replicas.Sum(replica => kept.GetValueOrDefault(replica.Replica.Partition));
        return records > 0
            ? (new FactSeen((decimal)replicas.Sum(replica => replica.Replica.Size) / records, [], source), null)
            : (null, CheckVerdict.Of(false, expected, Words.Text($"{fact.Topic}에 레코드가 없습니다", $"there are no records in {fact.Topic}"), source));
    }

    /// <summary>Bytes per second that the replicas grew by, from a look to another one or to now.</summary>
    private static (FactSeen?, CheckVerdict?) Growth(Fact fact, Scene scene, LocalizedText expected)
    {
        var source = scene.Now.Cluster.Source;
        if (!scene.TryFrom(fact.Since!, fact.Topic, expected, source, out var from, out var unknown)) return (null, unknown);
        var to = scene.Now;
        if (fact.Until is { } until && !scene.TryFrom(new Since(until), fact.Topic, expected, source, out to, out unknown)) return (null, unknown);
        if (!LogSizeCheck.TryReplicas(scene, from, fact.Topic, fact.Partition, fact.Broker, expected, out var before, out _, out var verdict)
            || !LogSizeCheck.TryReplicas(scene, to, fact.Topic, fact.Partition, fact.Broker, expected, out var after, out source, out verdict))
            return (null, verdict);
        var seconds = (decimal)(to.TakenAt - from.TakenAt).TotalSeconds;
        return seconds > 0
            ? (new FactSeen((after.Sum(r => r.Replica.Size) - before.Sum(r => r.Replica.Size)) / seconds, [], source), null)
            : (null, CheckVerdict.Unknown(new NotGradable(NotGradableCause.StillReading, fact.Topic), expected, source));
    }
}
