using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Markers as the leader of a partition takes them, and the listings of transactions. The values are those of Apache Kafka 4.3.1 for the same requests.</summary>
public sealed class TransactionMarkerTests() : TransactionTest(new())
{
    [Fact]
    public async Task A_marker_needs_a_leader_and_an_epoch_that_is_not_old()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, await WriteAsync(id, 0, topic: "nope"));
        Assert.Equal(ErrorCode.NotLeaderOrFollower, await WriteAsync(id, 0, broker: 2));
        await SendAsync("till", "orders", id, 0, 0);
        // With transaction version 2 the marker's epoch is above that of the records.
        Assert.Equal(ErrorCode.InvalidProducerEpoch, await WriteAsync(id, 0, transactionVersion: 2));
        Assert.Equal(ErrorCode.None, await WriteAsync(id, 0));
        Assert.Equal(ErrorCode.None, await WriteAsync(id, 0, transactionVersion: 2));
        Assert.Equal(("0t 1A 2A", 3, $"{id}@0"), await FetchAsync("orders"));
        // The coordinator still has its transaction, and ends it with one more.
        Assert.Equal(ErrorCode.None, (await EndAsync("till", id, 0, commit: true)).Code);
        Assert.Equal("CompleteCommit", await StateAsync("till"));
        Assert.Equal("0t 1A 2A 3C", (await FetchAsync("orders")).Batches);
    }

    [Fact]
    public async Task A_coordinator_of_an_older_epoch_is_fenced()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Assert.Equal(ErrorCode.None, await WriteAsync(999, 0, coordinatorEpoch: 4));
        Assert.Equal(ErrorCode.TransactionCoordinatorFenced, await WriteAsync(999, 0, coordinatorEpoch: 3));
        var state = (await ProducerAsync("orders", 999))!;
        Assert.Equal((0, -1, 4), (state.ProducerEpoch, state.LastSequence, state.CoordinatorEpoch));
    }

    [Fact]
    public async Task Aborted_transactions_are_told_as_far_as_the_fetch_reaches_them()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var (one, two) = ((await InitAsync("one")).ProducerId, (await InitAsync("two")).ProducerId);
        await SendAsync("one", "orders", one, 0, 0);
        await SendAsync("two", "orders", two, 0, 0);
        await EndAsync("one", one, 0, commit: false);
        Assert.Equal(("0t", 1, $"{one}@0"), await FetchAsync("orders"));
        await EndAsync("two", two, 0, commit: false);
        Assert.Equal(("0t 1t 2A 3A", 4, $"{one}@0 {two}@1"), await FetchAsync("orders"));
        Assert.Equal(("3A", 4, $"{two}@1"), await FetchAsync("orders", from: 3));
        Assert.Equal("", (await FetchAsync("orders", isolation: 0)).Aborted);
    }

    [Fact]
    public async Task Transactions_are_listed_by_state_producer_age_and_pattern()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await InitAsync("till-1");
        var id = (await InitAsync("till-2")).ProducerId;
        await SendAsync("till-2", "orders", id, 0, 0);
        await InitAsync("other");
        Assert.Equal("other:Empty till-1:Empty till-2:Ongoing", await ListAsync(new()));
        Assert.Equal("till-2:Ongoing", await ListAsync(new() { StateFilters = ["Ongoing", "CompleteCommit"] }));
        Assert.Equal("unknown: ongoing", await ListAsync(new() { StateFilters = ["ongoing"] }));
        Assert.Equal("", await ListAsync(new() { StateFilters = ["Dead", "PrepareEpochFence"] }));
        Assert.Equal("till-2:Ongoing", await ListAsync(new() { ProducerIdFilters = [id] }));
        Assert.Equal("other:Empty till-1:Empty", await ListAsync(new() { DurationFilter = 1000 }));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("other:Empty till-1:Empty till-2:Ongoing", await ListAsync(new() { DurationFilter = 1000 }));
        Assert.Equal("till-1:Empty till-2:Ongoing", await ListAsync(new() { TransactionalIdPattern = "till-.*" }));
        Assert.Equal("", await ListAsync(new() { TransactionalIdPattern = "till" }));
        Assert.Equal("InvalidRegularExpression", await ListAsync(new() { TransactionalIdPattern = "(" }));

        async Task<string> ListAsync(ListTransactionsRequest request)
        {
            var answers = new List<ListTransactionsResponse>();
            for (var broker = 1; broker <= 3; broker++)
                answers.Add(await AskAsync(broker, request));
            return answers[0].ErrorCode != ErrorCode.None ? answers[0].ErrorCode.ToString()
                : answers[0].UnknownStateFilters.Count > 0 ? "unknown: " + string.Join(' ', answers[0].UnknownStateFilters)
                : string.Join(' ', answers.SelectMany(a => a.TransactionStates).Select(t => $"{t.TransactionalId}:{t.TransactionState}").Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task What_is_not_there_cannot_be_described()
    {
        await CreateAsync("single", [[1]]);
        Assert.Equal(ErrorCode.TransactionalIdNotFound, (await DescribeAsync("nobody")).ErrorCode);
        var other = (await CoordinatorAsync("nobody") % 3) + 1;
        var states = (await AskAsync(other, new DescribeTransactionsRequest { TransactionalIds = ["nobody", ""] })).TransactionStates;
        Assert.Equal([ErrorCode.NotCoordinator, ErrorCode.InvalidRequest], states.Select(s => s.ErrorCode));
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, await ProducersAsync("nope", 0, 1));
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, await ProducersAsync("single", 3, 1));
        Assert.Equal(ErrorCode.NotLeaderOrFollower, await ProducersAsync("single", 0, 2));
        Assert.Equal(ErrorCode.InvalidTopicException, await ProducersAsync("a b", 0, 1));

        async Task<ErrorCode> ProducersAsync(string topic, int partition, int broker) =>
            (await AskAsync(broker, new DescribeProducersRequest { Topics = [new() { Name = topic, PartitionIndexes = [partition] }] })).Topics.Single().Partitions.Single().ErrorCode;
    }

    private async Task<ErrorCode> WriteAsync(long producerId, short epoch, string topic = "orders", int broker = 1, int coordinatorEpoch = 0, sbyte transactionVersion = 0)
    {
        var answer = await AskAsync(broker, new WriteTxnMarkersRequest
        {
            Markers = [new() { ProducerId = producerId, ProducerEpoch = epoch, CoordinatorEpoch = coordinatorEpoch, TransactionVersion = transactionVersion, Topics = [new() { Name = topic, PartitionIndexes = [0] }] }],
        });
        return answer.Markers.Single().Topics.Single().Partitions.Single().ErrorCode;
    }
}
