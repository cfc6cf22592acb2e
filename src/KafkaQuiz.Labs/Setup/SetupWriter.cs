using System.Text;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Setup;

/// <summary>Creates topics and produces on a learner's cluster: all that this project ever writes there.</summary>
internal sealed class SetupWriter(BrokerLinks links, CancellationToken cancel)
{
    /// <summary>The last version of Produce that names topics by name.</summary>
    private const short ProduceByName = 12;

    private const int RecordsPerBatch = 1_000;
    private const int MostTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly int timeoutMs = (int)TimeSpan.FromSeconds(15).TotalMilliseconds;

    /// <summary>Creates a topic; one that is there already is left as it is.</summary>
    /// <exception cref="SetupRefusedException">The cluster does not want it.</exception>
    /// <exception cref="NotGradableException">The cluster cannot be reached.</exception>
    public async Task CreateAsync(CreateTopic step)
    {
        var request = new CreateTopicsRequest
        {
            TimeoutMs = timeoutMs,
            Topics =
            [
                new()
                {
                    Name = step.Topic,
                    NumPartitions = step.Partitions,
                    ReplicationFactor = (short)step.ReplicationFactor,
                    Configs = [.. step.Config.Select(config => new CreateTopicsRequest.CreatableTopicConfig { Name = config.Key, Value = config.Value })],
                },
            ],
        };
        await RetryAsync(async () =>
        {
            var (answer, _) = await links.AskAnyAsync(request, cancel);
            var result = answer.Topics.FirstOrDefault();
            return result?.ErrorCode is ErrorCode.TopicAlreadyExists ? (ErrorCode.None, null) : (result?.ErrorCode ?? ErrorCode.UnknownServerError, result?.ErrorMessage);
        });
    }

    /// <summary>Records in a topic.</summary>
    public async Task<long> EndAsync(string topic)
    {
        var needs = new EvidenceNeeds();
        needs.OffsetsOf(topic);
        for (var attempt = 1; ; attempt++)
        {
            var look = await DescribeAsync(needs);
            var reading = (await OffsetReader.ReadAsync(look))[topic];
            if (reading.Value is { } offsets) return offsets.Partitions.Sum(p => p.End);
            // One that was just created is not known to every broker yet.
            if (attempt >= MostTries) throw new NotGradableException(reading.Fault ?? new NotGradable(NotGradableCause.BrokerError, $"{topic}: {ErrorCode.UnknownTopicOrPartition}"));
            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Writes every record once, acknowledged by all in-sync replicas: batches are numbered, so that one whose answer was lost is not written twice.</summary>
    /// <exception cref="SetupRefusedException">The cluster does not want it.</exception>
    /// <exception cref="NotGradableException">The cluster cannot be reached.</exception>
    public async Task ProduceAsync(Produce step)
    {
        var needs = new EvidenceNeeds();
        needs.Topic(step.Topic);
        var partitions = (await DescribeAsync(needs)).Topics[step.Topic].Value?.Partitions.Count ?? 1;
        var producer = await ProducerAsync();
        var sequences = new Dictionary<int, int>();
        foreach (var chunk in Enumerable.Range(0, step.Records).Chunk(RecordsPerBatch * partitions))
        {
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            foreach (var batch in chunk.GroupBy(number => Partition(step, number, partitions)))
            {
                foreach (var part in batch.Chunk(RecordsPerBatch))
                {
                    await WriteAsync(step.Topic, batch.Key, producer, sequences.GetValueOrDefault(batch.Key), [.. part.Select(number => Record(step, number, now))]);
                    sequences[batch.Key] = sequences.GetValueOrDefault(batch.Key) + part.Length;
                }
            }
        }
    }

    /// <summary>As Java's producer: by the key's hash; without a key in turn, so that every partition gets its share.</summary>
    private static int Partition(Produce step, int number, int partitions) =>
        step.Partition ?? (SetupRecords.Key(step, number) is { } key ? Murmur2.Partition(Encoding.UTF8.GetBytes(key), partitions) : number % partitions);

    private static Record Record(Produce step, int number, long now) => new()
    {
        Timestamp = SetupRecords.Time(step, number) ?? now,
        Key = SetupRecords.Key(step, number) is { } key ? Encoding.UTF8.GetBytes(key) : null,
        Value = Encoding.UTF8.GetBytes(SetupRecords.Value(step, number)),
    };

    private async Task<(long Id, short Epoch)> ProducerAsync()
    {
        (long, short) producer = default;
        await RetryAsync(async () =>
        {
            var (answer, _) = await links.AskAnyAsync(new InitProducerIdRequest { TransactionTimeoutMs = 60_000, ProducerEpoch = -1 }, cancel);
            producer = (answer.ProducerId, answer.ProducerEpoch);
            return (answer.ErrorCode, null);
        });
        return producer;
    }

    private Task WriteAsync(string topic, int partition, (long Id, short Epoch) producer, int sequence, List<Record> records)
    {
        var batch = new RecordBatchBuilder { ProducerId = producer.Id, ProducerEpoch = producer.Epoch, BaseSequence = sequence }.Build(records);
        var request = new ProduceRequest { Acks = -1, TimeoutMs = timeoutMs, TopicData = [new() { Name = topic, PartitionData = [new() { Index = partition, Records = new Records(batch) }] }] };
        var needs = new EvidenceNeeds();
        needs.Topic(topic);
        return RetryAsync(async () =>
        {
            var look = await DescribeAsync(needs);
            if (look.Topics[topic].Value?.Partitions.FirstOrDefault(p => p.Partition == partition)?.Leader is not { } leader || !look.Brokers.ContainsKey(leader)) return (ErrorCode.LeaderNotAvailable, null);
            var answer = await look.To(leader, topic).AskAsync(request, cancel, ProduceByName);
            var result = answer.Responses.FirstOrDefault()?.PartitionResponses.FirstOrDefault();
            // A duplicate was written by an attempt whose answer was lost.
            return result?.ErrorCode is ErrorCode.DuplicateSequenceNumber ? (ErrorCode.None, null) : (result?.ErrorCode ?? ErrorCode.UnknownServerError, result?.ErrorMessage);
        });
    }

    private async Task<Collection> DescribeAsync(EvidenceNeeds needs)
    {
        var look = new Collection(links, needs, null, Verdicts.LabMemory.Empty, TimeProvider.System, cancel);
        await new MetadataReader().ReadAsync(look);
        return look;
    }

    /// <summary>Tries again while an error passes by itself: leaders are being elected, the controller changes, a topic is not known everywhere yet.</summary>
    private async Task RetryAsync(Func<Task<(ErrorCode Code, string? Message)>> attempt)
    {
        for (var left = MostTries; ; left--)
        {
            var (code, message) = await attempt();
            if (code == ErrorCode.None) return;
            var passes = code is ErrorCode.LeaderNotAvailable or ErrorCode.NotLeaderOrFollower or ErrorCode.NotController or ErrorCode.CoordinatorNotAvailable or ErrorCode.CoordinatorLoadInProgress
                or ErrorCode.UnknownTopicOrPartition or ErrorCode.RequestTimedOut or ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend;
            if (left <= 0 || !passes) throw new SetupRefusedException(message is null ? code.ToString() : $"{code}: {message}");
            await Task.Delay(Pause, cancel);
        }
    }
}

/// <summary>The cluster was reached and does not want what a setup does.</summary>
internal sealed class SetupRefusedException(string reason) : Exception(reason);
