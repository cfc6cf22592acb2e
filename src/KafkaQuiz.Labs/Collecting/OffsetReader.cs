using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Earliest and end offsets, and offsets by time, from each partition's leader.</summary>
internal static class OffsetReader
{
    // KIP-79; a request may name a partition once, so that each place is a request of its own.
    private const long Latest = -1;
    private const long Earliest = -2;

    public static async Task<Dictionary<string, Reading<OffsetsSeen>>> ReadAsync(Collection look)
    {
        var readings = new Dictionary<string, Reading<OffsetsSeen>>(StringComparer.Ordinal);
        var faults = new Dictionary<string, NotGradable>(StringComparer.Ordinal);
        var leaders = look.ByLeader(look.Needs.Offsets, faults);
        var times = look.Needs.Times.Select(time => time.Time).Distinct().ToList();
        var asked = leaders.SelectMany(leader => times.Append(Latest).Append(Earliest).Select(time => AskAsync(look, leader.Key, leader.Value.Where(p => IsAsked(look, p.Topic, time)).ToList(), time)));
        var found = new Dictionary<(string, int, long), (long Offset, HostPort Broker)>();
        foreach (var (offsets, broker, failed) in await Task.WhenAll(asked))
        {
            foreach (var (key, offset) in offsets) found[key] = (offset, broker);
            foreach (var (topic, fault) in failed) faults[topic] = fault;
        }
        foreach (var name in look.Needs.Offsets)
        {
            if (look.Topics.GetValueOrDefault(name) is not { } topic) continue;
            readings[name] = topic.Value is null ? new Reading<OffsetsSeen>(topic.Source, null, topic.Fault) : Reading(look, name, topic.Value, found, faults.GetValueOrDefault(name));
        }
        return readings;
    }

    private static bool IsAsked(Collection look, string topic, long time) => time < 0 || look.Needs.Times.Contains((topic, time));

    private static Reading<OffsetsSeen> Reading(
        Collection look, string name, TopicSeen topic, Dictionary<(string, int, long), (long Offset, HostPort Broker)> found, NotGradable? fault)
    {
        var source = topic.Partitions.Count > 0 && found.TryGetValue((name, topic.Partitions[0].Partition, Latest), out var first)
            ? look.Source(ApiKey.ListOffsets, first.Broker)
            : look.Source(ApiKey.ListOffsets);
        if (fault is null && topic.Partitions.Any(p => !found.ContainsKey((name, p.Partition, Latest)) || !found.ContainsKey((name, p.Partition, Earliest))))
            fault = new NotGradable(NotGradableCause.NotKafka, source.Broker);
        if (fault is not null) return new Reading<OffsetsSeen>(source, null, fault);
        var times = look.Needs.Times.Where(time => time.Topic == name).SelectMany(time => topic.Partitions.Select(p => (time.Time, p.Partition)))
            .Where(at => found.ContainsKey((name, at.Partition, at.Time)))
            .Select(at => new TimeOffset(at.Time, at.Partition, found[(name, at.Partition, at.Time)].Offset is >= 0 and var offset ? offset : null)).ToList();
        return new Reading<OffsetsSeen>(source, new OffsetsSeen([.. topic.Partitions.Select(p => new PartitionOffsets(
            p.Partition, found[(name, p.Partition, Earliest)].Offset, found[(name, p.Partition, Latest)].Offset))])
        {
            ByTime = times.Count > 0 ? times : null,
        });
    }

    private static async Task<(List<((string, int, long) Key, long Offset)> Offsets, HostPort Broker, List<(string Topic, NotGradable Fault)> Failed)> AskAsync(
        Collection look, int leader, List<(string Topic, int Partition)> partitions, long time)
    {
        var offsets = new List<((string, int, long), long)>();
        var failed = new List<(string, NotGradable)>();
        var link = look.To(leader, "");
        if (partitions.Count == 0) return (offsets, link.Address, failed);
        var request = new ListOffsetsRequest
        {
            ReplicaId = -1,
            TimeoutMs = (int)EvidenceLimits.Request.TotalMilliseconds,
            Topics = [.. partitions.GroupBy(p => p.Topic).Select(topic => new ListOffsetsRequest.ListOffsetsTopic
            {
                Name = topic.Key,
                Partitions = [.. topic.Select(p => new ListOffsetsRequest.ListOffsetsPartition { PartitionIndex = p.Partition, Timestamp = time })],
            })],
        };
        try
        {
            var answer = await link.AskAsync(request, look.Cancel);
            foreach (var topic in answer.Topics)
            {
                foreach (var partition in topic.Partitions)
                {
                    if (partition.ErrorCode != ErrorCode.None) failed.Add((topic.Name, look.Fault(partition.ErrorCode, topic.Name)));
                    else offsets.Add(((topic.Name, partition.PartitionIndex, time), partition.Offset));
                }
            }
        }
        catch (NotGradableException fault)
        {
            failed.AddRange(partitions.Select(p => p.Topic).Distinct().Select(topic => (topic, fault.Fault)));
        }
        return (offsets, link.Address, failed);
    }
}
