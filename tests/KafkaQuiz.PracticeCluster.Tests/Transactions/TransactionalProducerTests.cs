using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Transactions as Confluent.Kafka (librdkafka, transaction version 1) has them.</summary>
public sealed class TransactionalProducerTests() : ClusterTest(new())
{
    [Fact]
    public async Task Committed_records_are_read_and_aborted_ones_are_not()
    {
        await CreateAsync("orders", [[1, 2, 3], [2, 3, 1]]);
        using var producer = Start("till-1");
        Produce(producer, "a0", 0);
        Produce(producer, "a1", 1);
        producer.CommitTransaction(RealClient.Patience);
        producer.BeginTransaction();
        Produce(producer, "b0", 0);
        Produce(producer, "b1", 1);
        producer.AbortTransaction(RealClient.Patience);
        producer.BeginTransaction();
        Produce(producer, "c0", 0);
        producer.CommitTransaction(RealClient.Patience);
        Assert.Equal(["a0", "c0"], Read(0, 2, IsolationLevel.ReadCommitted));
        Assert.Equal(["a1"], Read(1, 1, IsolationLevel.ReadCommitted));
        Assert.Equal(["a0", "b0", "c0"], Read(0, 3, IsolationLevel.ReadUncommitted));
        // A marker takes an offset: a, COMMIT, b, ABORT, c, COMMIT.
        Assert.Equal(6, HighWatermark("orders"));
    }

    [Fact]
    public async Task An_open_transaction_holds_back_readers_of_committed_records_only()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await ProduceAsync("orders", "before");
        using var producer = Start("till-1");
        Produce(producer, "open", 0);
        producer.Flush(RealClient.Patience);
        await ProduceAsync("orders", "after");
        Assert.Equal(["before", "open", "after"], Read(0, 3, IsolationLevel.ReadUncommitted));
        Assert.Equal(["before"], Read(0, 2, IsolationLevel.ReadCommitted, TimeSpan.FromSeconds(1)));
        Assert.Equal((3, 1), (End(IsolationLevel.ReadUncommitted), End(IsolationLevel.ReadCommitted)));
        producer.CommitTransaction(RealClient.Patience);
        Assert.Equal(["before", "open", "after"], Read(0, 3, IsolationLevel.ReadCommitted));
        Assert.Equal((4, 4), (End(IsolationLevel.ReadUncommitted), End(IsolationLevel.ReadCommitted)));

        long End(IsolationLevel isolation)
        {
            using var admin = Cluster.Admin();
            return admin.ListOffsetsAsync([new() { TopicPartition = new("orders", 0), OffsetSpec = OffsetSpec.Latest() }], new() { IsolationLevel = isolation })
                .GetAwaiter().GetResult().ResultInfos.Single().TopicPartitionOffsetError.Offset.Value;
        }
    }

    private IProducer<string?, string> Start(string id, Action<ProducerConfig>? more = null)
    {
        var producer = Cluster.Producer(c =>
        {
            c.TransactionalId = id;
            more?.Invoke(c);
        });
        producer.InitTransactions(RealClient.Patience);
        producer.BeginTransaction();
        return producer;
    }

    private static void Produce(IProducer<string?, string> producer, string value, int partition) =>
        producer.Produce(new TopicPartition("orders", partition), new() { Value = value });

    private List<string> Read(int partition, int count, IsolationLevel isolation, TimeSpan? patience = null)
    {
        using var consumer = Cluster.Consumer("reader", c => c.IsolationLevel = isolation);
        consumer.Assign(new TopicPartitionOffset("orders", partition, 0));
        var taken = new List<string>();
        var until = TimeProvider.System.GetUtcNow() + (patience ?? RealClient.Patience);
        while (taken.Count < count && TimeProvider.System.GetUtcNow() < until)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } result)
                taken.Add(result.Message.Value);
        }
        return taken;
    }
}
