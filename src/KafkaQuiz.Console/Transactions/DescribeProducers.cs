using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Transactions;

/// <summary><c>kafka-transactions describe-producers</c>: the producers that a partition remembers.</summary>
internal static class DescribeProducers
{
    private static readonly string[] Headers = ["ProducerId", "ProducerEpoch", "LatestCoordinatorEpoch", "LastSequence", "LastTimestamp", "CurrentTransactionStartOffset"];

    public static async Task RunAsync(ToolContext context, ClusterClient client, ArgparseResult arguments, CancellationToken cancel)
    {
        var partition = new TopicPartition(arguments.ValueOf("--topic")!, arguments.Int("--partition")!.Value);
        var broker = arguments.Int("--broker-id");
        var producers = await OfAsync(context, client, partition, broker, cancel);
        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
        PrettyTable.Print(context, Headers, producers.Select(p => (IReadOnlyList<string>)
            [Text(p.ProducerId), Text(p.ProducerEpoch), Text(p.CoordinatorEpoch), Text(p.LastSequence), Text(p.LastTimestamp), p.CurrentTxnStartOffset >= 0 ? Text(p.CurrentTxnStartOffset) : "None"]));
    }

    /// <summary>What the leader, or one broker, tells of a partition.</summary>
    /// <exception cref="TerseException">It could not be asked.</exception>
    public static async Task<IReadOnlyList<DescribeProducersResponse.ProducerState>> OfAsync(ToolContext context, ClusterClient client, TopicPartition partition, int? broker, CancellationToken cancel)
    {
        try
        {
            if (broker is not null)
                await client.DescribeClusterAsync(cancel, "describeProducers(api=METADATA)");
            var asked = broker ?? await client.LeaderAsync(partition, "describeProducers", cancel);
            return await AskAsync(client, asked, partition, cancel);
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed($"Failed to describe producers for partition {partition} on {(broker is null ? "leader" : $"broker {broker}")}", e);
        }
    }

    public static async Task<IReadOnlyList<DescribeProducersResponse.ProducerState>> AskAsync(ClusterClient client, int broker, TopicPartition partition, CancellationToken cancel)
    {
        var request = new DescribeProducersRequest { Topics = [new() { Name = partition.Topic, PartitionIndexes = [partition.Partition] }] };
        var answer = (await client.AskAsync(broker, request, "describeProducers(api=DESCRIBE_PRODUCERS)", cancel)).Topics[0].Partitions[0];
        return answer.ErrorCode == ErrorCode.None ? answer.ActiveProducers : throw KafkaErrors.Exception(answer.ErrorCode, answer.ErrorMessage);
    }
}
