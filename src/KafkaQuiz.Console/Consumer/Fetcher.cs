using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Consumer;

/// <summary>Fetches from the leaders of a set of partitions, and hands out records one by one.</summary>
internal sealed class Fetcher(ClusterClient client, string resetPolicy, bool readCommitted, Func<long> now)
{
    /// <summary>Version 13 names topics by id alone.</summary>
    private const short MaxVersion = 12;

    private readonly Queue<(PartitionPosition Position, ConsumedRecord Record, int Epoch)> _records = new();
    private readonly Dictionary<TopicPartition, int> _leaders = [];

    /// <summary>What is assigned; records of partitions that are gone are dropped.</summary>
    public Dictionary<TopicPartition, PartitionPosition> Positions { get; } = [];

    public void Assign(IEnumerable<PartitionPosition> positions)
    {
        Positions.Clear();
        _records.Clear();
        foreach (var position in positions)
        {
            position.Fetched = position.Consumed;
            Positions[position.Partition] = position;
        }
    }

    /// <summary>The next record; null when none came within <paramref name="wait"/>.</summary>
    public async Task<ConsumedRecord?> NextAsync(TimeSpan wait, CancellationToken cancel)
    {
        if (_records.Count == 0)
            await FetchAsync(wait, cancel);
        return TryNext();
    }

    /// <summary>The next record of what was fetched already, or null.</summary>
    public ConsumedRecord? TryNext()
    {
        if (!_records.TryDequeue(out var next))
            return null;
        next.Position.Took(next.Record.Record.Offset, next.Epoch);
        return next.Record;
    }

    /// <summary>The offset that the reset policy gives.</summary>
    public async Task<long> ResetAsync(TopicPartition partition, CancellationToken cancel)
    {
        var timestamp = resetPolicy switch
        {
            "earliest" => OffsetCalls.Earliest,
            "latest" => OffsetCalls.Latest,
            "none" => throw JavaException.Kafka("NoOffsetForPartitionException", $"Undefined offset with no reset policy for partitions: [{partition}]"),
            _ when resetPolicy.StartsWith("by_duration:", StringComparison.Ordinal) => now() - (long)System.Xml.XmlConvert.ToTimeSpan(resetPolicy[12..]).TotalMilliseconds,
            _ => throw new JavaException("org.apache.kafka.common.config.ConfigException", $"Invalid value {resetPolicy} for configuration auto.offset.reset"),
        };
        var (offset, error) = (await OffsetCalls.ListAsync(client, [partition], timestamp, cancel))[partition];
        if (error is not null)
            throw error;
        return offset >= 0 ? offset : (await OffsetCalls.ListAsync(client, [partition], OffsetCalls.Latest, cancel))[partition].Offset;
    }

    private async Task FetchAsync(TimeSpan wait, CancellationToken cancel)
    {
        if (Positions.Keys.Any(p => !_leaders.ContainsKey(p)))
            await FindLeadersAsync(cancel);
        var byLeader = Positions.Values.Where(p => _leaders.GetValueOrDefault(p.Partition, -1) >= 0).GroupBy(p => _leaders[p.Partition]).ToList();
        if (byLeader.Count == 0)
        {
            await Task.Delay(wait, cancel);
            return;
        }
        var answers = await Task.WhenAll(byLeader.Select(g => FetchAsync(g.Key, [.. g], wait, cancel)));
        foreach (var (positions, response) in byLeader.Zip(answers))
        {
            if (response is not null)
                await TakeAsync(positions.ToDictionary(p => p.Partition), response, cancel);
        }
    }

    private async Task<FetchResponse?> FetchAsync(int leader, List<PartitionPosition> positions, TimeSpan wait, CancellationToken cancel)
    {
        var request = new FetchRequest
        {
            MaxWaitMs = (int)wait.TotalMilliseconds,
            MinBytes = 1,
            MaxBytes = 16 * 1024 * 1024,
            IsolationLevel = readCommitted ? (sbyte)1 : (sbyte)0,
            Topics = [.. positions.GroupBy(p => p.Partition.Topic).Select(g => new FetchRequest.FetchTopic
            {
                Topic = g.Key,
                Partitions = [.. g.Select(p => new FetchRequest.FetchPartition { Partition = p.Partition.Partition, FetchOffset = p.Fetched, PartitionMaxBytes = 1024 * 1024 })],
            })],
        };
        try
        {
            var version = Math.Min(MaxVersion, await client.VersionAsync(leader, ApiKey.Fetch, "fetch", cancel) ?? MaxVersion);
            return await client.AskAsync(leader, request, "fetch", cancel, version);
        }
        catch (JavaException)
        {
            // The leader is gone: another is looked for.
            foreach (var position in positions)
                _leaders.Remove(position.Partition);
            return null;
        }
    }

    private async Task TakeAsync(Dictionary<TopicPartition, PartitionPosition> positions, FetchResponse response, CancellationToken cancel)
    {
        foreach (var (topic, data) in response.Responses.SelectMany(t => t.Partitions.Select(p => (t.Topic, p))))
        {
            if (!positions.TryGetValue(new TopicPartition(topic, data.PartitionIndex), out var position))
                continue;
            if (data.ErrorCode == ErrorCode.OffsetOutOfRange)
                position.Seek(await ResetAsync(position.Partition, cancel));
            else if (data.ErrorCode == ErrorCode.TopicAuthorizationFailed)
                throw JavaException.Kafka("TopicAuthorizationException", $"Not authorized to access topics: [{topic}]");
            else if (data.ErrorCode != ErrorCode.None)
                _leaders.Remove(position.Partition);
            else if (data.Records is { Length: > 0 } records)
                Take(position, data, records);
        }
    }

    private void Take(PartitionPosition position, FetchResponse.PartitionData data, Records records)
    {
        var aborted = data.AbortedTransactions?.OrderBy(t => t.FirstOffset).ToList() ?? [];
        var aborting = new HashSet<long>();
        foreach (var batch in RecordBatch.Split(records.ToMemory()))
        {
            if (batch.LastOffset < position.Fetched)
                continue;
            foreach (var transaction in aborted.Where(t => t.FirstOffset <= batch.LastOffset).ToList())
            {
                aborting.Add(transaction.ProducerId);
                aborted.Remove(transaction);
            }
            var skip = batch.IsControl || readCommitted && batch.IsTransactional && aborting.Contains(batch.ProducerId);
            // The marker of an abort ends that producer's aborted transaction.
            if (batch.IsControl)
                aborting.Remove(batch.ProducerId);
            foreach (var record in skip ? [] : batch.ReadRecords())
            {
                if (record.Offset >= position.Fetched)
                    _records.Enqueue((position, new ConsumedRecord(position.Partition, record, batch.IsLogAppendTime), batch.LeaderEpoch));
            }
            position.Fetched = batch.LastOffset + 1;
        }
    }

    private async Task FindLeadersAsync(CancellationToken cancel)
    {
        var metadata = await client.MetadataAsync(Positions.Keys.Select(p => p.Topic).Distinct(), false, "metadata", cancel);
        foreach (var topic in metadata.Topics)
        {
            foreach (var partition in topic.Partitions.Where(p => p.LeaderId >= 0))
                _leaders[new TopicPartition(topic.Name!, partition.PartitionIndex)] = partition.LeaderId;
        }
    }
}
