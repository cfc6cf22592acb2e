using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Transactions as Confluent.Kafka (librdkafka, transaction version 1) has them.</summary>
public sealed class TransactionalProducerTests() : ClusterTest(new())
{
    /// <summary>That there is nothing more to be read is told when a fetch has waited for it.</summary>
    protected override TimeProvider Clock => TimeProvider.System;

    [Fact]
    public async Task Committed_records_are_read_and_aborted_ones_are_not()
    {
        await CreateAsync("orders", [[1, 2, 3], [2, 3, 1]]);
        using var producer = Start("till");
        Send(producer, "a0", 0);
        Send(producer, "a1", 1);
        producer.CommitTransaction(RealClient.Patience);
        producer.BeginTransaction();
        Send(producer, "b0", 0);
        Send(producer, "b1", 1);
        producer.Flush(RealClient.Patience);
        producer.AbortTransaction(RealClient.Patience);
        producer.BeginTransaction();
        Send(producer, "c0", 0);
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
        using var producer = Start("till");
        Send(producer, "open", 0);
        producer.Flush(RealClient.Patience);
        await ProduceAsync("orders", "after");
        Assert.Equal(["before", "open", "after"], Read(0, 3, IsolationLevel.ReadUncommitted));
        Assert.Equal((3, 1), (await EndAsync(IsolationLevel.ReadUncommitted), await EndAsync(IsolationLevel.ReadCommitted)));
        Assert.Equal(["before"], ReadToEnd(IsolationLevel.ReadCommitted));
        producer.CommitTransaction(RealClient.Patience);
        Assert.Equal(["before", "open", "after"], Read(0, 3, IsolationLevel.ReadCommitted));
        Assert.Equal((4, 4), (await EndAsync(IsolationLevel.ReadUncommitted), await EndAsync(IsolationLevel.ReadCommitted)));

        async Task<long> EndAsync(IsolationLevel isolation)
        {
            using var admin = Cluster.Admin();
            var ends = await admin.ListOffsetsAsync([new() { TopicPartition = new("orders", 0), OffsetSpec = OffsetSpec.Latest() }], new() { IsolationLevel = isolation });
            return ends.ResultInfos.Single().TopicPartitionOffsetError.Offset.Value;
        }
    }

    [Fact]
    public async Task A_second_instance_fences_the_first_and_aborts_its_transaction()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        using var first = Start("till");
        Send(first, "zombie", 0);
        first.Flush(RealClient.Patience);
        using var second = Start("till");
        Send(second, "heir", 0);
        second.CommitTransaction(RealClient.Patience);
        Assert.Equal(["heir"], Read(0, 1, IsolationLevel.ReadCommitted));
        var refused = Assert.ThrowsAny<KafkaException>(() => first.CommitTransaction(RealClient.Patience));
        Assert.True(refused.Error.IsFatal);
        Assert.Equal(Confluent.Kafka.ErrorCode.Local_Fenced, refused.Error.Code);
        Assert.Equal(["heir"], ReadToEnd(IsolationLevel.ReadCommitted));
    }

    [Fact]
    public async Task What_is_read_is_committed_with_what_is_written()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await CreateAsync("bills", [[1, 2, 3]]);
        foreach (var value in (string[])["1", "2", "3", "4"])
            await ProduceAsync("orders", value);
        using var consumer = Cluster.Consumer("billing", c => c.IsolationLevel = IsolationLevel.ReadCommitted);
        consumer.Subscribe("orders");
        using var producer = Start("billing-0");
        var read = consumer.Take(2);
        foreach (var order in read)
            producer.Produce("bills", new() { Value = "bill " + order.Message.Value });
        producer.SendOffsetsToTransaction([new("orders", 0, 2)], consumer.ConsumerGroupMetadata, RealClient.Patience);
        producer.CommitTransaction(RealClient.Patience);
        producer.BeginTransaction();
        producer.Produce("bills", new() { Value = "never" });
        producer.Flush(RealClient.Patience);
        producer.SendOffsetsToTransaction([new("orders", 0, 4)], consumer.ConsumerGroupMetadata, RealClient.Patience);
        producer.AbortTransaction(RealClient.Patience);
        Assert.Equal(2, consumer.Committed([new TopicPartition("orders", 0)], RealClient.Patience).Single().Offset.Value);
        Assert.Equal(["bill 1", "bill 2"], ReadToEnd(IsolationLevel.ReadCommitted, "bills"));
        // A new member goes on where the committed transaction ended.
        consumer.Close();
        using var next = Cluster.Consumer("billing", c => c.IsolationLevel = IsolationLevel.ReadCommitted);
        next.Subscribe("orders");
        Assert.Equal(["3", "4"], next.Take(2).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task A_member_of_an_old_generation_commits_nothing()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await ProduceAsync("orders", "1");
        using var consumer = Cluster.Consumer("billing");
        consumer.Subscribe("orders");
        Assert.Single(consumer.Take(1));
        var before = consumer.ConsumerGroupMetadata;
        consumer.Close();
        using var producer = Start("billing-0");
        producer.Produce("orders", new() { Value = "x" });
        Assert.ThrowsAny<KafkaException>(() => producer.SendOffsetsToTransaction([new("orders", 0, 1)], before, RealClient.Patience));
        producer.AbortTransaction(RealClient.Patience);
    }

    [Fact]
    public async Task A_transaction_past_its_timeout_is_aborted_and_its_producer_fenced()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        using var producer = Start("till", c => c.TransactionTimeoutMs = 30_000);
        Send(producer, "late", 0);
        producer.Flush(RealClient.Patience);
        Assert.Empty(ReadToEnd(IsolationLevel.ReadCommitted));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(41));
        await ProduceAsync("orders", "after");
        Assert.Equal(["after"], Read(0, 1, IsolationLevel.ReadCommitted));
        Assert.True(Assert.ThrowsAny<KafkaException>(() => producer.CommitTransaction(RealClient.Patience)).Error.IsFatal);
    }

    [Fact]
    public async Task A_producer_gets_through_its_coordinators_and_leaders_stopping()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        using var producer = Start("till");
        for (var broker = 1; broker <= 3; broker++)
        {
            Send(producer, $"{broker}", 0);
            producer.Flush(RealClient.Patience);
            await Cluster.StopBrokerAsync(broker);
            producer.CommitTransaction(RealClient.Patience);
            await Cluster.StartBrokerAsync(broker);
            producer.BeginTransaction();
        }
        Assert.Equal(["1", "2", "3"], Read(0, 3, IsolationLevel.ReadCommitted));
    }

    private IProducer<string?, string> Start(string id, Action<ProducerConfig>? more = null)
    {
        var producer = Cluster.Producer(c =>
        {
            (c.TransactionalId, c.RetryBackoffMs) = (id, 20);
            more?.Invoke(c);
        });
        producer.InitTransactions(RealClient.Patience);
        producer.BeginTransaction();
        return producer;
    }

    private static void Send(IProducer<string?, string> producer, string value, int partition) =>
        producer.Produce(new TopicPartition("orders", partition), new() { Value = value });

    private List<string> Read(int partition, int count, IsolationLevel isolation)
    {
        using var consumer = Cluster.Consumer("reader", c => c.IsolationLevel = isolation);
        consumer.Assign(new TopicPartitionOffset("orders", partition, 0));
        return [.. consumer.Take(count).Select(r => r.Message.Value)];
    }

    /// <summary>All there is to be read now: up to the last stable offset for committed records.</summary>
    private List<string> ReadToEnd(IsolationLevel isolation, string topic = "orders")
    {
        using var consumer = Cluster.Consumer("reader", c => (c.IsolationLevel, c.EnablePartitionEof) = (isolation, true));
        consumer.Assign(new TopicPartitionOffset(topic, 0, 0));
        var read = new List<string>();
        while (consumer.Consume(RealClient.Patience) is { IsPartitionEOF: false } result)
            read.Add(result.Message.Value);
        return read;
    }
}
