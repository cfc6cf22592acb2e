using System.Text;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Gateway;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// Reads records with our own client: Confluent.Kafka's consumer needs a group, and looking for its coordinator would create Kafka's
/// offsets topic on a fresh cluster. One connection a leader, kept between collections; bounded by <see cref="EvidenceLimits"/>.
/// </summary>
internal sealed class RecordReader(KafkaGateway gateway, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The last version of Fetch that names topics by name.</summary>
    private const short FetchByName = 12;

    /// <summary>Rounds of fetching one leader's partitions.</summary>
    private const int MostRounds = 16;

    private readonly Dictionary<HostPort, KafkaConnection> _connections = [];

    public async Task<Dictionary<string, Reading<RecordsSeen>>> ReadAsync(
        IReadOnlyDictionary<string, bool> needs,
        Dictionary<string, Reading<TopicSeen>> topics,
        Dictionary<string, Reading<OffsetsSeen>> offsets,
        Reading<ClusterSeen> cluster,
        ClusterEvidence? baseline,
        CancellationToken cancel)
    {
        var readings = new Dictionary<string, Reading<RecordsSeen>>(StringComparer.Ordinal);
        foreach (var (name, sinceStart) in needs)
        {
            if (!topics.TryGetValue(name, out var topic) || !offsets.TryGetValue(name, out var ends)) continue;
            if (topic.Value is null || ends.Value is null)
            {
                readings[name] = new Reading<RecordsSeen>(ends.Source, null, topic.Fault ?? ends.Fault);
                continue;
            }
            var from = From(name, topic.Value, ends.Value, sinceStart ? baseline : null);
            readings[name] = await ReadTopicAsync(name, topic.Value, ends.Value, from, cluster.Value!, cancel);
        }
        return readings;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values) await connection.DisposeAsync();
    }

    /// <summary>Where to read each partition from: its earliest offset, or where it ended at the start of the lab, if it is still that topic.</summary>
    private static Dictionary<int, long> From(string name, TopicSeen topic, OffsetsSeen offsets, ClusterEvidence? baseline)
    {
        var same = baseline is not null && baseline.Topics.GetValueOrDefault(name)?.Value?.Id == topic.Id;
        var start = same ? baseline!.Offsets.GetValueOrDefault(name)?.Value?.Partitions.ToDictionary(p => p.Partition, p => p.End) : null;
        return offsets.Partitions.ToDictionary(p => p.Partition, p => Math.Max(p.Earliest, start?.GetValueOrDefault(p.Partition) ?? 0));
    }

    private async Task<Reading<RecordsSeen>> ReadTopicAsync(
        string name, TopicSeen topic, OffsetsSeen offsets, Dictionary<int, long> from, ClusterSeen cluster, CancellationToken cancel)
    {
        var ends = offsets.Partitions.ToDictionary(p => p.Partition, p => p.End);
        var leaders = topic.Partitions.Where(p => from.GetValueOrDefault(p.Partition) < ends.GetValueOrDefault(p.Partition)).GroupBy(p => p.Leader);
        var records = new List<RecordSeen>();
        var complete = true;
        var broker = cluster.Brokers.Count > 0 ? $"{cluster.Brokers[0].Host}:{cluster.Brokers[0].Port}" : "";
        try
        {
            foreach (var leader in leaders)
            {
                if (cluster.Brokers.FirstOrDefault(b => b.Id == leader.Key) is not { } node)
                    return new Reading<RecordsSeen>(Source(broker), null, new NotGradable(NotGradableCause.BrokerError, $"{name}: LeaderNotAvailable"));
                var address = new HostPort(node.Host, node.Port);
                broker = address.ToString();
                complete &= await FetchAsync(address, name, leader.ToDictionary(p => p.Partition, p => (Next: from[p.Partition], End: ends[p.Partition])), records, cancel);
            }
        }
        catch (NotGradableException fault)
        {
            return new Reading<RecordsSeen>(Source(broker), null, fault.Fault);
        }
        catch (Exception fault) when (fault is KafkaClientException or MalformedMessageException)
        {
            var cause = fault is KafkaClientException { Fault: KafkaClientFault.TimedOut } ? NotGradableCause.TimedOut : NotGradableCause.Unreachable;
            return new Reading<RecordsSeen>(Source(broker), null, new NotGradable(cause, broker));
        }
        records.Sort((a, b) => a.Partition != b.Partition ? a.Partition.CompareTo(b.Partition) : a.Offset.CompareTo(b.Offset));
        return new Reading<RecordsSeen>(Source(broker), new RecordsSeen(records, complete, from));
    }

    /// <summary>Fetches from one leader until each partition's end; false where the limits ended it before.</summary>
    private async Task<bool> FetchAsync(
        HostPort leader, string topic, Dictionary<int, (long Next, long End)> left, List<RecordSeen> records, CancellationToken cancel)
    {
        var bytes = 0;
        for (var round = 0; round < MostRounds && left.Count > 0; round++)
        {
            if (bytes >= EvidenceLimits.FetchBytes || records.Count >= EvidenceLimits.Records) return false;
            var request = new FetchRequest
            {
                MaxWaitMs = 200,
                MinBytes = 1,
                MaxBytes = EvidenceLimits.FetchBytes,
                SessionEpoch = -1,
                Topics = [new() { Topic = topic, Partitions = [.. left.Select(p => new FetchRequest.FetchPartition { Partition = p.Key, FetchOffset = p.Value.Next, PartitionMaxBytes = EvidenceLimits.FetchBytes / 4 })] }],
            };
            var answer = await SendAsync(leader, request, cancel);
            foreach (var partition in answer.Responses.SelectMany(response => response.Partitions))
            {
                if (!left.TryGetValue(partition.PartitionIndex, out var at)) continue;
                if (partition.ErrorCode != ErrorCode.None) throw new NotGradableException(new NotGradable(NotGradableCause.BrokerError, $"{topic}: {partition.ErrorCode}"));
                var data = partition.Records?.ToMemory() ?? ReadOnlyMemory<byte>.Empty;
                bytes += data.Length;
                var next = Take(partition.PartitionIndex, data, at.Next, at.End, records);
                if (next >= at.End) left.Remove(partition.PartitionIndex);
                else left[partition.PartitionIndex] = (next, at.End);
            }
        }
        return left.Count == 0;
    }

    /// <summary>Keeps the records of a partition up to its end; returns the next offset to ask for.</summary>
    private static long Take(int partition, ReadOnlyMemory<byte> data, long next, long end, List<RecordSeen> records)
    {
        foreach (var batch in RecordBatch.Split(data))
        {
            // Markers of transactions are no records.
            foreach (var record in batch.IsControl ? [] : batch.ReadRecords(EvidenceLimits.FetchBytes * 4))
            {
                if (record.Offset < next || record.Offset >= end) continue;
                if (records.Count >= EvidenceLimits.Records) return record.Offset;
                records.Add(new RecordSeen(partition, record.Offset, Text(record.Key), Text(record.Value)));
            }
            next = Math.Max(next, batch.LastOffset + 1);
        }
        return next;
    }

    private static string? Text(ReadOnlyMemory<byte>? bytes) =>
        bytes is { } some ? Encoding.UTF8.GetString(some.Span[..Math.Min(some.Length, EvidenceLimits.TextBytes)]) : null;

    /// <summary>Sends over the kept connection; one that the broker closed meanwhile is opened again, once.</summary>
    private async Task<FetchResponse> SendAsync(HostPort leader, FetchRequest request, CancellationToken cancel)
    {
        for (var kept = _connections.ContainsKey(leader); ; kept = false)
        {
            if (!_connections.TryGetValue(leader, out var connection))
                connection = _connections[leader] = await ClusterProbe.OpenAsync(gateway.Egress, gateway.Target, leader, advertised: true, cancel);
            try
            {
                return await connection.SendAsync(request, Math.Min(FetchByName, connection.CommonRange(ApiKey.Fetch)?.Max ?? FetchByName), cancel);
            }
            catch (KafkaClientException fault)
            {
                _connections.Remove(leader);
                await connection.DisposeAsync();
                if (!kept || fault.Fault != KafkaClientFault.Closed) throw;
            }
        }
    }

    private Source Source(string broker) => new(nameof(ApiKey.Fetch), broker, time.GetUtcNow());
}
