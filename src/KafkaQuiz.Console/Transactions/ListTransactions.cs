using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Transactions;

/// <summary><c>kafka-transactions list</c>: the transactional ids that every coordinator knows.</summary>
internal static class ListTransactions
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, ArgparseResult arguments, CancellationToken cancel)
    {
        var request = new ListTransactionsRequest { DurationFilter = arguments.Long("--duration-filter") ?? -1, TransactionalIdPattern = arguments.ValueOf("--transactional-id-pattern") };
        var rows = new List<IReadOnlyList<string>>();
        try
        {
            foreach (var (broker, found) in await AskAsync(context, client, request, cancel))
                rows.Add([found.TransactionalId, broker.ToString(CultureInfo.InvariantCulture), found.ProducerId.ToString(CultureInfo.InvariantCulture), found.TransactionState]);
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed("Failed to list transactions", e);
        }
        PrettyTable.Print(context, ["TransactionalId", "Coordinator", "ProducerId", "TransactionState"], rows);
    }

    /// <summary>Asks every broker, in the order of a HashMap of their ids.</summary>
    public static async Task<List<(int Broker, ListTransactionsResponse.TransactionStateData Found)>> AskAsync(
        ToolContext context, ClusterClient client, ListTransactionsRequest request, CancellationToken cancel)
    {
        var all = new List<(int, ListTransactionsResponse.TransactionStateData)>();
        foreach (var broker in JavaHash.Order((await client.DescribeClusterAsync(cancel, "listTransactions(api=METADATA)")).Brokers.Select(b => b.BrokerId)))
        {
            var deadline = client.Deadline();
            ListTransactionsResponse answer;
            while ((answer = await client.AskAsync(broker, request, "listTransactions(api=LIST_TRANSACTIONS)", cancel)).ErrorCode is ErrorCode.CoordinatorLoadInProgress && !client.IsOver(deadline))
                await ClusterClient.PauseAsync(cancel);
            if (answer.ErrorCode != ErrorCode.None)
            {
                context.Log("ERROR", $"[AdminClient clientId=adminclient-1] The `ListTransactions` request sent to broker {broker} failed because of an unexpected error {KafkaErrors.Name(answer.ErrorCode)}",
                    "org.apache.kafka.clients.admin.internals.ListTransactionsHandler");
                throw JavaException.Kafka("KafkaException", $"ListTransactions request sent to broker {broker} failed with an unexpected exception");
            }
            all.AddRange(answer.TransactionStates.Select(t => (broker, t)));
        }
        return all;
    }
}
