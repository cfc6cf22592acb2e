using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Producer;

/// <summary>The producer's id and epoch, from any broker or, with a transactional id, from its coordinator.</summary>
internal sealed class ProducerIdentity(ClusterClient client, ProducerConfig config)
{
    private readonly Dictionary<int, int> _sequences = [];
    private (long Id, short Epoch)? _current;

    /// <summary>Drawn when first asked for; waits while the broker fetches a block of ids, or ends the transaction of the producer before.</summary>
    public async Task<(long Id, short Epoch)> GetAsync(CancellationToken cancel)
    {
        if (_current is { } known)
            return known;
        var deadline = client.Deadline();
        while (true)
        {
            var request = new InitProducerIdRequest { TransactionalId = config.TransactionalId, TransactionTimeoutMs = config.TransactionTimeoutMs, ProducerEpoch = -1 };
            var response = config.TransactionalId is { } id
                ? await client.AskAsync((await client.CoordinatorAsync(id, 1, cancel)).Id, request, "initProducerId", cancel)
                : await client.AskAsync(request, "initProducerId", cancel);
            if (response.ErrorCode == ErrorCode.None)
            {
                Set(response.ProducerId, response.ProducerEpoch);
                return _current!.Value;
            }
            if (!KafkaErrors.IsRetriable(response.ErrorCode) || client.IsOver(deadline))
            {
                throw new JavaException("org.apache.kafka.common.KafkaException",
                    $"Unexpected error in InitProducerIdResponse; {KafkaErrors.Message(response.ErrorCode)}")
                { Error = response.ErrorCode };
            }
            await ClusterClient.PauseAsync(cancel);
        }
    }

    /// <summary>Sequence number of the next record to a partition.</summary>
    public int Sequence(int partition) => _sequences.GetValueOrDefault(partition);

    public void Wrote(int partition, int records) => _sequences[partition] = Sequence(partition) + records;

    /// <summary>Another id or epoch: sequences begin anew.</summary>
    public void Set(long id, short epoch)
    {
        if (_current is { } before && before != (id, epoch))
            _sequences.Clear();
        _current = (id, epoch);
    }
}
