using KafkaQuiz.Practice.Logs;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>What is saved of topics, partitions, replicas and their logs. Only on the loop.</summary>
internal static class SleepOfTopics
{
    public static void Exchange(SleepArchive a, ClusterState cluster)
    {
        foreach (var topic in a.List(cluster.Topics.All, t => Topic(a, cluster, t)).Where(_ => a.IsWaking))
            cluster.Topics.Add(topic);
        cluster.Topics.Created = a.Long(cluster.Topics.Created);
    }

    private static Topic Topic(SleepArchive a, ClusterState cluster, Topic? topic)
    {
        var (name, id, overrides) = (a.Text(topic?.Name ?? ""), a.Id(topic?.Id ?? default), a.Configs(topic?.Overrides ?? []));
        topic ??= new Topic(name, id, cluster.Configs, overrides);
        var index = 0;
        var partitions = a.List(topic.Partitions, p => Partition(a, p ?? new Partition(cluster, topic, index++), cluster));
        if (a.IsWaking)
            topic.Partitions.AddRange(partitions);
        return topic;
    }

    private static Partition Partition(SleepArchive a, Partition p, ClusterState cluster)
    {
        p.Assignment = a.List(p.Assignment, a.Int);
        p.Adding = a.List(p.Adding, a.Int);
        p.Removing = a.List(p.Removing, a.Int);
        p.Isr = a.List(p.Isr, a.Int);
        p.Elr = a.List(p.Elr, a.Int);
        p.LastKnownElr = a.List(p.LastKnownElr, a.Int);
        (p.Leader, p.LeaderEpoch, p.PartitionEpoch) = (a.Int(p.Leader), a.Int(p.LeaderEpoch), a.Int(p.PartitionEpoch));
        foreach (var replica in a.List(p.Replicas.Values, r => Replica(a, r, cluster)).Where(_ => a.IsWaking))
            p.Replicas.Add(replica.Broker, replica);
        if (a.IsWaking && (p.Assignment.Exists(id => !p.Replicas.ContainsKey(id)) || p.Isr.Exists(id => !p.Replicas.ContainsKey(id)) || (p.Leader != Topics.Partition.NoLeader && !p.Replicas.ContainsKey(p.Leader))))
            throw new InvalidDataException($"{p} has no replica where it should be.");
        p.Producers.Exchange(a);
        return p;
    }

    private static Replica Replica(SleepArchive a, Replica? replica, ClusterState cluster)
    {
        var broker = a.Int(replica?.Broker ?? 0);
        // A part that is cut off and its cluster hold the same log.
        var log = a.Shared(a.Logs, replica?.Log!, l => Log(a, l ?? new ReplicaLog(cluster.Budget)));
        replica ??= new Replica(broker, log);
        replica.Exchange(a);
        return replica;
    }

    private static ReplicaLog Log(SleepArchive a, ReplicaLog log)
    {
        log.Exchange(a);
        return log;
    }
}
