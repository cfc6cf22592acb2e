using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Producer;

/// <summary>Finds a topic's leaders and writes batches to them, with retries and, when idempotent, sequence numbers.</summary>
internal sealed class BatchWriter(ToolContext context, ClusterClient client, ProducerConfig config, string topic)
{
    /// <summary>Version 13 names topics by id alone.</summary>
    private const short MaxVersion = 12;

    private readonly Dictionary<int, int> _sequences = [];
    private MetadataResponse.MetadataResponseTopic? _metadata;
    private (long Id, short Epoch)? _producer;
    private int _correlation;

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
                _sequences[partition] = _sequences.GetValueOrDefault(partition) + records.Count;
                return null;
            }
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
            var request = Request(partition, await BatchAsync(partition, records, cancel));
            var version = Math.Min(MaxVersion, await client.VersionAsync(leader, ApiKey.Produce, "produce", cancel) ?? MaxVersion);
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
        if (config.Idempotent)
            _producer ??= await ProducerIdAsync(cancel);
        return new RecordBatchBuilder
        {
            Compression = config.Compression,
            ProducerId = _producer?.Id ?? -1,
            ProducerEpoch = _producer?.Epoch ?? -1,
            BaseSequence = _producer is null ? -1 : _sequences.GetValueOrDefault(partition),
        }.Build(records);
    }

    /// <summary>A producer id; waits while the broker fetches a block of them from the controller.</summary>
    private async Task<(long Id, short Epoch)> ProducerIdAsync(CancellationToken cancel)
    {
        var deadline = client.Deadline();
        while (true)
        {
            var response = await client.AskAsync(new InitProducerIdRequest { TransactionTimeoutMs = 60000, ProducerEpoch = -1 }, "initProducerId", cancel);
            if (response.ErrorCode == ErrorCode.None)
                return (response.ProducerId, response.ProducerEpoch);
            if (!KafkaErrors.IsRetriable(response.ErrorCode) || client.IsOver(deadline))
                throw KafkaErrors.Exception(response.ErrorCode);
            await ClusterClient.PauseAsync(cancel);
        }
    }

    private ProduceRequest Request(int partition, byte[] batch) => new()
    {
        Acks = config.Acks,
        TimeoutMs = config.RequestTimeoutMs,
        TopicData =
        [
            new() { Name = topic, PartitionData = [new() { Index = partition, Records = new Records(batch) }] },
        ],
    };

    private async Task<MetadataResponse.MetadataResponseTopic> TopicAsync(CancellationToken cancel)
    {
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
                context.Log("ERROR", $"[Producer clientId={config.Properties.GetValueOrDefault("client.id", "console-producer")}] Metadata response reported invalid topics [{topic}]", "org.apache.kafka.clients.Metadata");
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
