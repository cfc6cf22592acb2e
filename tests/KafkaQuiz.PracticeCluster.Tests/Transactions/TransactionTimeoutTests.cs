using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>What coordinators do when time passes.</summary>
public sealed class TransactionTimeoutTests() : TransactionTest(new() { Brokers = 5 })
{
    [Fact]
    public async Task A_transaction_that_is_open_too_long_is_aborted_when_the_coordinator_looks_every_ten_seconds()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till", timeoutMs: 10_000)).ProducerId;
        await SendAsync("till", "orders", id, 0, 0);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(19.9));
        Assert.Equal(("Ongoing", ("", 0, "")), (await StateAsync("till"), await FetchAsync("orders")));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        var described = await DescribeAsync("till");
        Assert.Equal(("CompleteAbort", 1), (described.TransactionState, described.ProducerEpoch));
        Assert.Equal(("0t 1A", 2, $"{id}@0"), await FetchAsync("orders"));
        // Its producer is fenced, by version 1 as by version 2.
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, 0, commit: true, version: 4)).Code);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await SendAsync("till", "orders", id, 0, 1)).ErrorCode);
        // With version 2 a repeated end of the last epoch would be an answer; this one wants the opposite.
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 0, commit: true)).Code);
    }

    [Fact]
    public async Task A_new_coordinator_minds_the_timeouts_of_the_old_one()
    {
        await CreateAsync("orders", [[1, 2, 3, 4, 5]]);
        var id = (await InitAsync("till", timeoutMs: 30_000)).ProducerId;
        await SendAsync("till", "orders", id, 0, 0);
        var coordinator = await CoordinatorAsync("till");
        await Cluster.KillBrokerAsync(coordinator);
        var alive = coordinator == 1 ? 2 : 1;
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.Equal("Ongoing", await StateAsync("till", ask: alive));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(11));
        Assert.Equal("CompleteAbort", await StateAsync("till", ask: alive));
    }

    [Fact]
    public async Task A_coordinator_that_hung_over_the_timeout_aborts_when_it_goes_on()
    {
        var id = await IdWhereAsync(p => p.LeaderId != 5);
        var coordinator = await CoordinatorAsync(id);
        var producer = (await InitAsync(id, timeoutMs: 1_000)).ProducerId;
        var leader = (coordinator % 4) + 1;
        await CreateAsync("orders", [[leader]]);
        await SendAsync(id, "orders", producer, 0, 0, ask: leader);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(8));
        await Cluster.HangBrokerAsync(coordinator);
        // Not long enough to be fenced.
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(0, (await ProducerAsync("orders", producer, ask: leader))!.CurrentTxnStartOffset);
        await Cluster.StartBrokerAsync(coordinator);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("CompleteAbort", await StateAsync(id));
        Assert.Equal("0t 1A", (await FetchAsync("orders", ask: leader)).Batches);
    }

    [Fact]
    public async Task A_transactional_id_that_nobody_uses_is_removed_after_seven_days()
    {
        var id = (await InitAsync("till")).ProducerId;
        await Cluster.AdvanceAsync(TimeSpan.FromDays(6.9));
        Assert.Equal("Empty", await StateAsync("till"));
        // Coordinators look every hour.
        await Cluster.AdvanceAsync(TimeSpan.FromHours(3.5));
        Assert.Equal(ErrorCode.TransactionalIdNotFound, (await DescribeAsync("till")).ErrorCode);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, (await EndAsync("till", id, 0, commit: false)).Code);
        // Its tombstone is written: a new coordinator does not know it either.
        var coordinator = await CoordinatorAsync("till");
        await Cluster.StopBrokerAsync(coordinator);
        Assert.Equal(ErrorCode.TransactionalIdNotFound, (await DescribeAsync("till", ask: coordinator == 1 ? 2 : 1)).ErrorCode);
    }

    [Fact]
    public async Task An_open_transaction_is_no_unused_id()
    {
        await CreateAsync("orders", [[2]]);
        var id = (await InitAsync("till")).ProducerId;
        await SendAsync("till", "orders", id, 0, 0);
        await Cluster.StopBrokerAsync(2);
        var alive = await CoordinatorAsync("till") == 1 ? 1 : 3;
        // Its markers cannot be written: it stays decided.
        await EndAsync("till", id, 0, commit: true, ask: alive);
        await Cluster.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Equal("PrepareCommit", await StateAsync("till", ask: alive));
        await Cluster.StartBrokerAsync(2);
        Assert.Equal("CompleteCommit", await StateAsync("till", ask: alive));
    }
}
