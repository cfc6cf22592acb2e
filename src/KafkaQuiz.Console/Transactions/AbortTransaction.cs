using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options.Argparse;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Transactions;

/// <summary><c>kafka-transactions abort</c>: writes an abort marker to one partition, for a transaction that its coordinator forgot.</summary>
internal static class AbortTransaction
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, ArgparseResult arguments, CancellationToken cancel)
    {
        var partition = new TopicPartition(arguments.ValueOf("--topic")!, arguments.Int("--partition")!.Value);
        var (producer, epoch, coordinatorEpoch) = await FindAsync(context, client, arguments, partition, cancel);
        // An unknown coordinator epoch is sent as 0.
        var marker = new WriteTxnMarkersRequest.WritableTxnMarker
        {
            ProducerId = producer,
            ProducerEpoch = (short)epoch,
            CoordinatorEpoch = Math.Max(0, coordinatorEpoch),
            TransactionResult = false,
            Topics = [new() { Name = partition.Topic, PartitionIndexes = [partition.Partition] }],
        };
        try
        {
            var leader = await client.LeaderAsync(partition, "abortTransaction", cancel);
            var answer = await client.AskAsync(leader, new WriteTxnMarkersRequest { Markers = [marker] }, "abortTransaction(api=WRITE_TXN_MARKERS)", cancel);
            var code = answer.Markers[0].Topics[0].Partitions[0].ErrorCode;
            if (code != ErrorCode.None)
                throw KafkaErrors.Exception(code);
        }
        catch (JavaException e)
        {
            throw TransactionsTool.Failed(
                $"Failed to abort transaction AbortTransactionSpec(topicPartition={partition}, producerId={producer}, producerEpoch={epoch}, coordinatorEpoch={coordinatorEpoch})", e);
        }
    }

    private static async Task<(long Producer, int Epoch, int CoordinatorEpoch)> FindAsync(
        ToolContext context, ClusterClient client, ArgparseResult arguments, TopicPartition partition, CancellationToken cancel)
    {
        var start = arguments.Long("--start-offset");
        var producer = arguments.Long("--producer-id");
        if (start is null && producer is null)
        {
            throw new TerseException("The transaction to abort must be identified either with --start-offset (for brokers on 3.0 or above) or with " +
                "--producer-id, --producer-epoch, and --coordinator-epoch (for older brokers)");
        }
        if (start is null)
        {
            var epoch = arguments.Int("--producer-epoch") ?? throw new TerseException("Missing required argument --producer-epoch");
            var coordinator = arguments.Int("--coordinator-epoch") ?? throw new TerseException("Missing required argument --coordinator-epoch");
            // The tool takes the absent coordinator's epoch for a fresh one.
            return (producer!.Value, epoch, coordinator < 0 ? 0 : coordinator);
        }
        var found = (await DescribeProducers.OfAsync(context, client, partition, null, cancel)).FirstOrDefault(p => p.CurrentTxnStartOffset == start)
            ?? throw new TerseException($"Could not find any open transactions starting at offset {start} on partition {partition}");
        return (found.ProducerId, found.ProducerEpoch, found.CoordinatorEpoch);
    }
}
