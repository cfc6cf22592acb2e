using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Transactions;

/// <summary><c>kafka-transactions forceTerminateTransaction</c>: a new producer epoch, which ends the transaction of the one before.</summary>
internal static class ForceTerminate
{
    public static async Task RunAsync(ClusterClient client, string id, CancellationToken cancel)
    {
        try
        {
            var deadline = client.Deadline();
            while (true)
            {
                var coordinator = (await client.CoordinatorAsync(id, 1, cancel)).Id;
                // The client's request timeout is the timeout of the transactions to come.
                var request = new InitProducerIdRequest { TransactionalId = id, TransactionTimeoutMs = 30000, ProducerEpoch = -1 };
                var code = (await client.AskAsync(coordinator, request, "fenceProducer(api=INIT_PRODUCER_ID)", cancel)).ErrorCode;
                if (code == ErrorCode.None)
                    return;
                // CONCURRENT_TRANSACTIONS while the open one is being ended.
                if (!KafkaErrors.IsRetriable(code) || client.IsOver(deadline))
                    throw KafkaErrors.Exception(code);
                await ClusterClient.PauseAsync(cancel);
            }
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed($"Failed to force terminate transactionalId `{id}`", e);
        }
    }
}
