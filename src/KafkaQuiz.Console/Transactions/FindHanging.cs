using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Transactions;

/// <summary>
/// <c>kafka-transactions find-hanging</c>: transactions open on a partition for longer than a transaction may take, of which no
/// coordinator knows.
/// </summary>
internal static class FindHanging
{
    private static readonly string[] Headers = ["Topic", "Partition", "ProducerId", "ProducerEpoch", "CoordinatorEpoch", "StartOffset", "LastTimestamp", "Duration(min)"];

    private sealed record OpenTransaction(TopicPartition Partition, DescribeProducersResponse.ProducerState Producer);

    public static async Task RunAsync(ToolContext context, ClusterClient client, ArgparseResult arguments, CancellationToken cancel)
    {
        var broker = arguments.Int("--broker-id");
        var topic = arguments.ValueOf("--topic");
        var partition = arguments.Int("--partition");
        var minutes = arguments.Int("--max-transaction-timeout") ?? 15;
        if (topic is null && partition is not null)
            throw new TerseException("The --partition argument requires --topic to be provided");
        if (topic is null && broker is null)
            throw new TerseException("The `find-hanging` command requires either --topic or --broker-id to limit the scope of the search");
        var partitions = topic is not null && partition is { } one
            ? [new TopicPartition(topic, one)]
            : await PartitionsAsync(client, topic, broker, cancel);
        var candidates = new List<OpenTransaction>();
        foreach (var searched in partitions)
        {
            candidates.AddRange((await DescribeProducers.OfAsync(context, client, searched, broker, cancel))
                .Where(p => p.CurrentTxnStartOffset >= 0 && context.Milliseconds - p.LastTimestamp > minutes * 60_000L).Select(p => new OpenTransaction(searched, p)));
        }
        var hanging = candidates.Count == 0 ? [] : await WithoutCoordinatorAsync(context, client, candidates, cancel);
        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
        PrettyTable.Print(context, Headers, hanging.Select(h => (IReadOnlyList<string>)
        [
            h.Partition.Topic, Text(h.Partition.Partition), Text(h.Producer.ProducerId), Text(h.Producer.ProducerEpoch), Text(h.Producer.CoordinatorEpoch),
            Text(h.Producer.CurrentTxnStartOffset), Text(h.Producer.LastTimestamp), Text((context.Milliseconds - h.Producer.LastTimestamp) / 60_000),
        ]));
    }

    private static async Task<List<TopicPartition>> PartitionsAsync(ClusterClient client, string? topic, int? broker, CancellationToken cancel)
    {
        try
        {
            var topics = topic is not null ? [topic] : (await client.MetadataAsync(null, false, "listTopics", cancel)).Topics.Select(t => t.Name!).ToList();
            var described = await TopicDescription.OfAsync(client, topics, cancel);
            return [.. described.SelectMany(t => t.Partitions.Where(p => broker is null || p.Replicas.Contains(broker.Value)).Select(p => new TopicPartition(t.Name, p.Index)))];
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed($"Failed to describe {(topic is null ? "topics" : "1 topics")}", e);
        }
    }

    /// <summary>Those of which no transactional id says that it is in a transaction on that partition.</summary>
    private static async Task<List<OpenTransaction>> WithoutCoordinatorAsync(ToolContext context, ClusterClient client, List<OpenTransaction> candidates, CancellationToken cancel)
    {
        try
        {
            var listed = await ListTransactions.AskAsync(context, client, new ListTransactionsRequest { ProducerIdFilters = [.. candidates.Select(c => c.Producer.ProducerId).Distinct()] }, cancel);
            var hanging = new List<OpenTransaction>();
            foreach (var candidate in candidates)
            {
                var id = listed.Where(l => l.Found.ProducerId == candidate.Producer.ProducerId).Select(l => l.Found.TransactionalId).FirstOrDefault();
                var known = id is not null && await IsOpenAsync(client, id, candidate.Partition, cancel);
                if (!known)
                    hanging.Add(candidate);
            }
            return hanging;
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed("Failed to list transactions", e);
        }
    }

    private static async Task<bool> IsOpenAsync(ClusterClient client, string id, TopicPartition partition, CancellationToken cancel)
    {
        try
        {
            return (await DescribeTransaction.AskAsync(client, id, cancel)).State.Topics.Any(t => t.Topic == partition.Topic && t.Partitions.Contains(partition.Partition));
        }
        catch (JavaException e) when (e.ClassName.EndsWith("TransactionalIdNotFoundException", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
