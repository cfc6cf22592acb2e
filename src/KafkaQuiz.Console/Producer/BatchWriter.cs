using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Producer;

/// <summary>Finds a topic's leaders and writes batches to them, with retries and, when idempotent, sequence numbers.</summary>
internal sealed class BatchWriter(ToolContext context, ClusterClient client, ProducerConfig config, string topic)
{
    /// <summary>Version 13 names topics by id alone.</summary>
    private const short MaxVersion = 12;

    /// <summary>Version 12 adds partitions to a transaction by itself.</summary>
    private const short MaxVersionBeforeTransactions2 = 11;

    private readonly ProducerIdentity _identity = new(client, config);
    private MetadataResponse.MetadataResponseTopic? _metadata;
    private int _correlation;
    private bool _isInvalid;

    /// <summary>Null without a transactional id.</summary>
    public Transaction? Transaction => config.TransactionalId is null ? null : field ??= new Transaction(client, config, _identity);

    /// <summary>How many partitions the topic has; a topic that is not there is created where the brokers do that.</summary>
    /// <exception cref="JavaException">The name is not valid, or there is no such topic in time.</exception>
    public async Task<int> PartitionsAsync(CancellationToken cancel) => (_metadata ??= await TopicAsync(cancel)).Partitions.Count;

    /// <summary>Writes a batch.</summary>
    /// <returns>Null, or the error after which it was given up.</returns>
    public async Task<JavaException?> WriteAsync(int partition, List<Record> records, CancellationToken cancel)
    {
        for (var left = config.Retries; ; left--)
        {
            var (code, message) = await TryWriteAsync(partition, records, cancel);
            // A duplicate was written by an attempt whose answer was lost.
            if (code is ErrorCode.None or ErrorCode.DuplicateSequenceNumber)
            {
                _identity.Wrote(partition, records.Count);
                return null;
            }
            if (code == ErrorCode.InvalidProducerEpoch && config.TransactionalId is not null)
                return KafkaErrors.Exception(code, await FencedAsync(cancel));
            if (left <= 0 || !KafkaErrors.IsRetriable(code))
                return KafkaErrors.Exception(code, message);
            client.Warn($"Got error produce response with correlation id {++_correlation + 2} on topic-partition {topic}-{partition}, retrying ({left - 1} attempts left). Error: {KafkaErrors.Name(code)}{(message is null ? "" : ". Error Message: " + message)}",
                "org.apache.kafka.clients.producer.internals.Sender");
            await Task.Delay(config.RetryBackoff, context.Session.Time, cancel);
            _metadata = null;
        }
    }

    private async Task<(ErrorCode Code, string? Message)> TryWriteAsync(int partition, List<Record> records, CancellationToken cancel)
    {
        try
        {
            _metadata ??= await TopicAsync(cancel);
            var leader = _metadata.Partitions.FirstOrDefault(p => p.PartitionIndex == partition)?.LeaderId ?? -1;
            if (leader < 0)
                return (ErrorCode.LeaderNotAvailable, null);
            if (Transaction is { } transaction)
                await transaction.AddAsync(new TopicPartition(topic, partition), cancel);
            var request = Request(partition, await BatchAsync(partition, records, cancel));
            var version = Math.Min(Transaction is { IsVersion2: false } ? MaxVersionBeforeTransactions2 : MaxVersion, await client.VersionAsync(leader, ApiKey.Produce, "produce", cancel) ?? MaxVersion);
            if (config.Acks == 0)
            {
                // The broker does not answer such a request, and closes the connection where it fails: there is nothing to await.
                await client.TellAsync(leader, request, version, cancel);
                return (ErrorCode.None, null);
            }
            var answer = (await client.AskAsync(leader, request, "produce", cancel, version)).Responses[0].PartitionResponses[0];
            return (answer.ErrorCode, answer.ErrorMessage);
        }
        catch (JavaException e) when (e.Cause is { } cause && cause.ClassName.EndsWith("TimeoutException", StringComparison.Ordinal))
        {
            return (ErrorCode.NetworkException, null);
        }
    }

    private async Task<byte[]> BatchAsync(int partition, List<Record> records, CancellationToken cancel)
    {
        (long Id, short Epoch)? producer = config.Idempotent ? await _identity.GetAsync(cancel) : null;
        return new RecordBatchBuilder
        {
            Compression = config.Compression,
            ProducerId = producer?.Id ?? -1,
            ProducerEpoch = producer?.Epoch ?? -1,
            BaseSequence = producer is null ? -1 : _identity.Sequence(partition),
            IsTransactional = config.TransactionalId is not null,
        }.Build(records);
    }

    private async Task<string> FencedAsync(CancellationToken cancel)
    {
        var (id, epoch) = await _identity.GetAsync(cancel);
        return $"Producer with transactionalId '{config.TransactionalId}' and (producerId={id}, epoch={epoch}) attempted to produce with an old epoch";
    }

    private ProduceRequest Request(int partition, byte[] batch) => new()
    {
        TransactionalId = config.TransactionalId,
        Acks = config.Acks,
        TimeoutMs = config.RequestTimeoutMs,
        TopicData =
        [
            new() { Name = topic, PartitionData = [new() { Index = partition, Records = new Records(batch) }] },
        ],
    };

    private async Task<MetadataResponse.MetadataResponseTopic> TopicAsync(CancellationToken cancel)
    {
        if (_isInvalid)
            throw JavaException.Kafka("InvalidTopicException", topic);
        var start = context.Session.Time.GetTimestamp();
        // The tool waits for max.block.ms; nobody learns more by waiting a minute.
        var patience = TimeSpan.FromMilliseconds(Math.Min(config.MaxBlockMs, Math.Max(10_000, context.Session.Limits.Unreachable.TotalMilliseconds)));
        var correlation = 0;
        while (true)
        {
            MetadataResponse.MetadataResponseTopic? found = null;
            try
            {
                found = (await client.MetadataAsync([topic], true, "metadata", cancel)).Topics.FirstOrDefault(t => t.Name == topic);
            }
            catch (JavaException e) when (e.Cause?.ClassName.EndsWith("TimeoutException", StringComparison.Ordinal) == true)
            {
                throw NotPresent();
            }
            if (found is { ErrorCode: ErrorCode.None, Partitions.Count: > 0 })
                return found;
            var code = found?.ErrorCode ?? ErrorCode.UnknownTopicOrPartition;
            client.Warn($"The metadata response from the cluster reported a recoverable issue with correlation id {++correlation} : {{{topic}={KafkaErrors.Name(code)}}}");
            if (code == ErrorCode.InvalidTopicException)
            {
                client.LogError($"Metadata response reported invalid topics [{topic}]", "org.apache.kafka.clients.Metadata");
                _isInvalid = true;
                throw JavaException.Kafka("InvalidTopicException", $"Invalid topics: [{topic}]");
            }
            if (code == ErrorCode.TopicAuthorizationFailed)
                throw JavaException.Kafka("TopicAuthorizationException", $"Not authorized to access topics: [{topic}]");
            if (context.Session.Time.GetElapsedTime(start) >= patience)
                throw NotPresent();
            await ClusterClient.PauseAsync(cancel);
        }
    }

    private JavaException NotPresent() => JavaException.Kafka("TimeoutException", $"Topic {topic} not present in metadata after {config.MaxBlockMs} ms.");
}
