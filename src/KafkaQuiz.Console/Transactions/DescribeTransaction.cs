using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Transactions;

/// <summary><c>kafka-transactions describe</c>: one transactional id, as its coordinator knows it.</summary>
internal static class DescribeTransaction
{
    private static readonly string[] Headers =
        ["CoordinatorId", "TransactionalId", "ProducerId", "ProducerEpoch", "TransactionState", "TransactionTimeoutMs", "CurrentTransactionStartTimeMs", "TransactionDurationMs", "TopicPartitions"];

    public static async Task RunAsync(ToolContext context, ClusterClient client, string id, CancellationToken cancel)
    {
        int coordinator;
        DescribeTransactionsResponse.TransactionStateData state;
        try
        {
            (coordinator, state) = await AskAsync(client, id, cancel);
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed($"Failed to describe transaction state of transactional-id `{id}`", e);
        }
        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
        var started = state.TransactionStartTimeMs >= 0;
        PrettyTable.Print(context, Headers,
        [
            [
                Text(coordinator), id, Text(state.ProducerId), Text(state.ProducerEpoch), state.TransactionState, Text(state.TransactionTimeoutMs),
                started ? Text(state.TransactionStartTimeMs) : "None",
                started ? Text(context.Milliseconds - state.TransactionStartTimeMs) : "None",
                string.Join(",", JavaHash.Order(state.Topics.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p))))),
            ],
        ]);
    }

    /// <exception cref="JavaException">There is no such id, or the coordinator does not answer.</exception>
    public static async Task<(int Coordinator, DescribeTransactionsResponse.TransactionStateData State)> AskAsync(ClusterClient client, string id, CancellationToken cancel)
    {
        var deadline = client.Deadline();
        while (true)
        {
            var coordinator = (await client.CoordinatorAsync(id, 1, cancel)).Id;
            var state = (await client.AskAsync(coordinator, new DescribeTransactionsRequest { TransactionalIds = [id] }, "describeTransactions(api=DESCRIBE_TRANSACTIONS)", cancel)).TransactionStates[0];
            if (state.ErrorCode == ErrorCode.None)
                return (coordinator, state);
            if (state.ErrorCode == ErrorCode.TransactionalIdNotFound)
                throw JavaException.Kafka("TransactionalIdNotFoundException", $"DescribeTransactions request for transactionalId `{id}` failed because the ID could not be found");
            if (!KafkaErrors.IsRetriable(state.ErrorCode) || client.IsOver(deadline))
                throw KafkaErrors.Exception(state.ErrorCode);
            await ClusterClient.PauseAsync(cancel);
        }
    }
}
