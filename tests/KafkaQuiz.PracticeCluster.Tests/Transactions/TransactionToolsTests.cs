using System.Text.RegularExpressions;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Practice.Tests.Tools;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Kafka 4.3.1's own tools on transactions: they print what they print about a real cluster.</summary>
public sealed class TransactionToolsTests() : TransactionTest(new()
{
    // So that a producer can leave a transaction that no coordinator knows, as brokers before KIP-890 let it.
    Configs = new Dictionary<string, string> { ["transaction.partition.verification.enable"] = "false" },
})
{
    /// <summary>Milliseconds. What hangs is older than any transaction may be, 15 min.</summary>
    private static readonly long AnHourAgo = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeMilliseconds();

    /// <summary>Consumers that close wait for their fetches.</summary>
    protected override TimeProvider Clock => TimeProvider.System;

    [Fact]
    public async Task Kafka_transactions_lists_describes_and_terminates()
    {
        KafkaTool.SkipIfMissing();
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        await SendAsync("till", "orders", id, 0, 0, timestamp: AnHourAgo);
        var coordinator = await CoordinatorAsync("till");
        Assert.Equal([["TransactionalId", "Coordinator", "ProducerId", "TransactionState"], ["till", $"{coordinator}", $"{id}", "Ongoing"]], await TableAsync("list"));
        var described = await TableAsync("describe --transactional-id till");
        Assert.Equal(["CoordinatorId", "TransactionalId", "ProducerId", "ProducerEpoch", "TransactionState", "TransactionTimeoutMs", "CurrentTransactionStartTimeMs", "TransactionDurationMs", "TopicPartitions"], described[0]);
        Assert.Equal([$"{coordinator}", "till", $"{id}", "0", "Ongoing", "60000"], described[1][..6]);
        Assert.Equal("orders-0", described[1][^1]);
        var producers = await TableAsync("describe-producers --topic orders --partition 0");
        Assert.Equal(["ProducerId", "ProducerEpoch", "LatestCoordinatorEpoch", "LastSequence", "LastTimestamp", "CurrentTransactionStartOffset"], producers[0]);
        Assert.Equal([$"{id}", "0", "-1", "0", $"{AnHourAgo}", "0"], producers[1]);
        Assert.StartsWith("Failed to describe transaction state of transactional-id `nobody`: DescribeTransactions request for transactionalId `nobody` failed because the ID could not be found.",
            await Cluster.KafkaAsync("kafka-transactions", "describe --transactional-id nobody"), StringComparison.Ordinal);
        await Cluster.KafkaAsync("kafka-transactions", "forceTerminateTransaction --transactionalId till");
        Assert.Equal("Empty", await StateAsync("till"));
        Assert.Equal("0t 1A", (await FetchAsync("orders")).Batches);
    }

    [Fact]
    public async Task Kafka_transactions_finds_a_hanging_transaction_and_aborts_it()
    {
        KafkaTool.SkipIfMissing();
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        // Not added, not verified: the partition has a transaction that will never end.
        Assert.Equal(ErrorCode.None, (await SendAsync("till", "orders", id, 0, 0, version: 10, timestamp: AnHourAgo)).ErrorCode);
        Assert.Equal(("Empty", ("", 0, "")), (await StateAsync("till"), await FetchAsync("orders")));
        var found = await TableAsync("find-hanging --topic orders");
        Assert.Equal(["Topic", "Partition", "ProducerId", "ProducerEpoch", "CoordinatorEpoch", "StartOffset", "LastTimestamp", "Duration(min)"], found[0]);
        Assert.Equal(["orders", "0", $"{id}", "0", "-1", "0", $"{AnHourAgo}"], found[1][..7]);
        Assert.Equal("orders", (await TableAsync("find-hanging --broker-id 1"))[1][0]);
        await Cluster.KafkaAsync("kafka-transactions", "abort --topic orders --partition 0 --start-offset 0");
        Assert.Equal(("0t 1A", 2, $"{id}@0"), await FetchAsync("orders"));
        Assert.Single(await TableAsync("find-hanging --topic orders"));
    }

    [Fact]
    public async Task The_console_consumer_reads_committed_records_and_the_topics_of_the_coordinators()
    {
        KafkaTool.SkipIfMissing();
        await CreateAsync("orders", [[1, 2, 3]]);
        using (var producer = Cluster.Producer(c => c.TransactionalId = "till"))
        {
            producer.InitTransactions(RealClient.Patience);
            foreach (var value in (string[])["first", "never", "last"])
            {
                producer.BeginTransaction();
                producer.Produce("orders", new() { Value = value });
                producer.Flush(RealClient.Patience);
                if (value == "never")
                    producer.AbortTransaction(RealClient.Patience);
                else
                    producer.CommitTransaction(RealClient.Patience);
            }
        }
        Assert.StartsWith("first\nlast\n", await ConsumeAsync("--topic orders --isolation-level read_committed --max-messages 2"), StringComparison.Ordinal);
        Assert.StartsWith("first\nnever\nlast\n", await ConsumeAsync("--topic orders --max-messages 3"), StringComparison.Ordinal);
        var states = await ConsumeAsync("--topic __transaction_state --formatter org.apache.kafka.tools.consumer.TransactionLogMessageFormatter --max-messages 10");
        Assert.Equal("0 1 2 4 1 3 5 1 2 4", string.Join(' ', Regex.Matches(states, "\"transactionStatus\":([0-9])").Select(m => m.Groups[1].Value)));
        Assert.StartsWith("{\"key\":{\"type\":0,\"data\":{\"transactionalId\":\"till\"}},\"value\":{\"version\":1,\"data\":{\"producerId\":", states, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Offsets_of_transactions_are_records_of_consumer_offsets()
    {
        KafkaTool.SkipIfMissing();
        await CreateAsync("orders", [[1, 2, 3]]);
        await CoordinatorAsync("g", type: 0);
        var id = (await InitAsync("till")).ProducerId;
        await CommitOffsetAsync("till", "g", id, 0, "orders", 5);
        var offsets = await ConsumeAsync("--topic __consumer_offsets --formatter org.apache.kafka.tools.consumer.OffsetsMessageFormatter --max-messages 1");
        Assert.Matches("^{\"key\":{\"type\":1,\"data\":{\"group\":\"g\",\"topic\":\"orders\",\"partition\":0}},\"value\":{\"version\":4,\"data\":{\"offset\":5,\"leaderEpoch\":-1,\"metadata\":\"\",\"commitTimestamp\":[0-9]+}}}", offsets);
    }

    [Fact]
    public async Task The_perf_test_produces_in_transactions()
    {
        KafkaTool.SkipIfMissing();
        await CreateAsync("orders", [[1, 2, 3]]);
        var printed = await Cluster.KafkaAsync("kafka-producer-perf-test", "--topic orders --num-records 2000 --record-size 100 --throughput -1 --transactional-id perf --transaction-duration-ms 100");
        Assert.Contains("2000 records sent", printed, StringComparison.Ordinal);
        Assert.Equal("CompleteCommit", await StateAsync("perf"));
        var (_, last, aborted) = await FetchAsync("orders");
        Assert.True(last > 2000, $"The last stable offset is {last}.");
        Assert.Equal("", aborted);
    }

    private Task<string> ConsumeAsync(string arguments) => Cluster.KafkaAsync("kafka-console-consumer", arguments + " --from-beginning --timeout-ms 30000");

    /// <summary>What a tool prints as a table, without the blanks.</summary>
    private async Task<List<string[]>> TableAsync(string arguments) =>
        [.. (await Cluster.KafkaAsync("kafka-transactions", arguments)).Split('\n').Where(l => l.Contains('\t', StringComparison.Ordinal))
            .Select(l => l.Split('\t', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
}
