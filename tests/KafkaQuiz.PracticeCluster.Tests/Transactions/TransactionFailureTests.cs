using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>
/// Coordinators and leaders that go, in each state of a transaction: what was decided comes about, and until it has, readers of committed
/// records wait.
/// </summary>
public sealed class TransactionFailureTests() : TransactionTest(new() { Brokers = 5 })
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Ongoing_the_next_coordinator_ends_it(bool crashes, bool commit)
    {
        await CreateAsync("orders", [[1, 2, 3, 4, 5]]);
        var id = await IdWhereAsync(p => p.LeaderId == 2);
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await GoneAsync(2, crashes);
        Assert.NotEqual(2, await CoordinatorAsync(id));
        Assert.Equal("Ongoing", await StateAsync(id));
        Assert.Equal(ErrorCode.None, (await SendAsync(id, "orders", producer, 0, 1)).ErrorCode);
        Assert.Equal((ErrorCode.None, producer, 1), await EndAsync(id, producer, 0, commit));
        Assert.Equal(commit ? "0t 1t 2C" : "0t 1t 2A", (await FetchAsync("orders")).Batches);
        Assert.Equal(1, (await ProducerAsync("orders", producer))!.CoordinatorEpoch);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Ongoing_a_new_leader_of_the_partition_goes_on_with_it(bool crashes, bool commit)
    {
        await CreateAsync("orders", [[2, 3]]);
        var id = await IdWhereAsync(p => p.LeaderId == 1);
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await GoneAsync(2, crashes);
        Assert.Equal(("", 0, ""), await FetchAsync("orders"));
        Assert.Equal(ErrorCode.None, (await SendAsync(id, "orders", producer, 0, 1)).ErrorCode);
        Assert.Equal(ErrorCode.None, (await EndAsync(id, producer, 0, commit)).Code);
        Assert.Equal(commit ? "0t 1t 2C" : "0t 1t 2A", (await FetchAsync("orders")).Batches);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Decided_the_marker_waits_for_the_leader(bool crashes, bool commit)
    {
        await CreateAsync("orders", [[2], [3]]);
        var id = await IdWhereAsync(p => p.LeaderId == 1);
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await SendAsync(id, "orders", producer, 0, 0, partition: 1);
        await GoneAsync(2, crashes);
        // The decision is written, so its producer is told that it is done.
        Assert.Equal((ErrorCode.None, producer, 1), await EndAsync(id, producer, 0, commit));
        var waiting = await DescribeAsync(id);
        Assert.Equal(commit ? "PrepareCommit" : "PrepareAbort", waiting.TransactionState);
        Assert.Equal([0], waiting.Topics.Single().Partitions);
        Assert.Equal(commit ? "0t 1C" : "0t 1A", (await FetchAsync("orders", partition: 1)).Batches);
        Assert.Equal(ErrorCode.ConcurrentTransactions, (await InitAsync(id)).ErrorCode);
        Assert.Equal([ErrorCode.ConcurrentTransactions], await AddAsync(id, producer, 1, [("orders", 1)]));
        Assert.Equal(ErrorCode.ConcurrentTransactions, (await EndAsync(id, producer, 0, commit)).Code);
        Assert.Equal(ErrorCode.ConcurrentTransactions, (await EndAsync(id, producer, 0, !commit)).Code);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(commit ? "CompleteCommit" : "CompleteAbort", await StateAsync(id));
        Assert.Equal((commit ? "0t 1C" : "0t 1A", 2, commit ? "" : $"{producer}@0"), await FetchAsync("orders"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public async Task Decided_the_next_coordinator_writes_the_markers(bool crashes, bool commit)
    {
        await CreateAsync("orders", [[2]]);
        var id = await IdWhereAsync(p => p.LeaderId == 3 && !p.ReplicaNodes.Contains(2));
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await GoneAsync(2, crashes: false);
        await EndAsync(id, producer, 0, commit);
        await GoneAsync(3, crashes);
        Assert.Equal(commit ? "PrepareCommit" : "PrepareAbort", await StateAsync(id));
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(commit ? "CompleteCommit" : "CompleteAbort", await StateAsync(id));
        Assert.Equal(commit ? "0t 1C" : "0t 1A", (await FetchAsync("orders")).Batches);
        // Written by the coordinator of the next epoch.
        Assert.Equal(1, (await ProducerAsync("orders", producer))!.CoordinatorEpoch);
        // The old one comes back and has nothing left to do.
        await Cluster.StartBrokerAsync(3);
        Assert.Equal(2, HighWatermark("orders"));
    }

    [Fact]
    public async Task A_coordinator_that_crashed_and_leads_again_reads_what_it_wrote()
    {
        var id = await IdWhereAsync(p => p.LeaderId == 1);
        await CreateAsync("orders", [[2]]);
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await GoneAsync(1, crashes: true);
        // Another one coordinates meanwhile, and takes a record into the transaction.
        Assert.Equal(ErrorCode.None, (await SendAsync(id, "orders", producer, 0, 1, ask: 2)).ErrorCode);
        await CreateAsync("bills", [[2]]);
        Assert.Equal(ErrorCode.None, (await SendAsync(id, "bills", producer, 0, 0, ask: 2)).ErrorCode);
        await Cluster.StartBrokerAsync(1);
        await AskAsync(2, new ElectLeadersRequest { ElectionType = 0, TimeoutMs = 1000, TopicPartitions = [new() { Topic = "__transaction_state", Partitions = [id[0] % 50] }] });
        Assert.Equal(1, await CoordinatorAsync(id));
        Assert.Equal((ErrorCode.None, producer, 1), await EndAsync(id, producer, 0, commit: true));
        Assert.Equal(("0t 1t 2C", "0t 1C"), ((await FetchAsync("orders")).Batches, (await FetchAsync("bills")).Batches));
    }

    [Fact]
    public async Task Below_transaction_state_log_min_isr_nothing_can_be_written_and_nothing_is_lost()
    {
        var id = await IdWhereAsync(p => p.LeaderId == 1 && !p.ReplicaNodes.Contains(5));
        var followers = (await ViewAsync("__transaction_state", id[0] % 50)).ReplicaNodes.Skip(1).ToList();
        await CreateAsync("orders", [[1]]);
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        foreach (var follower in followers)
            await Cluster.StopBrokerAsync(follower);
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, (await EndAsync(id, producer, 0, commit: true)).Code);
        Assert.Equal("Ongoing", await StateAsync(id));
        await Cluster.StartBrokerAsync(followers[0]);
        Assert.Equal((ErrorCode.None, producer, 1), await EndAsync(id, producer, 0, commit: true));
        Assert.Equal("0t 1C", (await FetchAsync("orders")).Batches);
    }

    [Fact]
    public async Task A_marker_that_is_not_replicated_decides_nothing_yet()
    {
        await CreateAsync("orders", [[1, 2]]);
        var id = await IdWhereAsync(p => p.LeaderId != 2 && !p.ReplicaNodes.Contains(2));
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await Cluster.HangBrokerAsync(2);
        Assert.Equal(ErrorCode.None, (await EndAsync(id, producer, 0, commit: false)).Code);
        // The record below the marker is replicated, and still not to be read.
        Assert.Equal((("", 0, ""), "PrepareAbort"), (await FetchAsync("orders"), await StateAsync(id)));
        Assert.Equal("0t", (await FetchAsync("orders", isolation: 0)).Batches);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal((("0t 1A", 2, $"{producer}@0"), "CompleteAbort"), (await FetchAsync("orders"), await StateAsync(id)));
    }

    [Fact]
    public async Task A_deleted_topic_holds_up_no_transaction()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await CreateAsync("gone", [[2]]);
        var id = await IdWhereAsync(p => p.LeaderId == 1);
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await SendAsync(id, "gone", producer, 0, 0);
        await Cluster.StopBrokerAsync(2);
        await EndAsync(id, producer, 0, commit: true);
        Assert.Equal("PrepareCommit", await StateAsync(id));
        await AskAsync(1, new DeleteTopicsRequest { TimeoutMs = 1000, Topics = [new() { Name = "gone" }] });
        Assert.Equal("CompleteCommit", await StateAsync(id));
    }

    [Fact]
    public async Task A_slow_leaders_marker_comes_late()
    {
        await CreateAsync("orders", [[2]]);
        var id = await IdWhereAsync(p => p.LeaderId == 1 && !p.ReplicaNodes.Contains(2));
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await Cluster.SlowBrokerAsync(2, TimeSpan.FromSeconds(3));
        Assert.Equal(ErrorCode.None, (await EndAsync(id, producer, 0, commit: true)).Code);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("PrepareCommit", await StateAsync(id));
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("CompleteCommit", await StateAsync(id));
    }

    [Fact]
    public async Task The_next_write_of_a_producer_waits_a_moment_for_the_end_of_the_last_transaction()
    {
        await CreateAsync("orders", [[2], [3]]);
        var id = await IdWhereAsync(p => p.LeaderId == 1 && !p.ReplicaNodes.Contains(2));
        var producer = (await InitAsync(id)).ProducerId;
        await SendAsync(id, "orders", producer, 0, 0);
        await Cluster.StopBrokerAsync(2);
        await EndAsync(id, producer, 0, commit: true);
        var sent = SendAsync(id, "orders", producer, 1, 0, partition: 1);
        await AdvanceUntilAsync(sent, TimeSpan.FromMilliseconds(50));
        Assert.Equal(ErrorCode.ConcurrentTransactions, (await sent).ErrorCode);
        sent = SendAsync(id, "orders", producer, 1, 0, partition: 1);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(ErrorCode.None, (await sent).ErrorCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Offsets_of_a_transaction_come_into_force_when_the_groups_coordinator_is_back(bool crashes)
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = await IdWhereAsync(p => p.LeaderId == 1 && !p.ReplicaNodes.Contains(4));
        await CoordinatorAsync("any", type: 0);
        var offsets = (await AskAsync(1, new DescribeTopicPartitionsRequest { Topics = [new() { Name = "__consumer_offsets" }] })).Topics.Single().Partitions;
        var group = ((char)(100 + (offsets.First(p => p.LeaderId == 4).PartitionIndex % 50))).ToString();
        Assert.Equal(4, await CoordinatorAsync(group, type: 0));
        var producer = (await InitAsync(id)).ProducerId;
        Assert.Equal(ErrorCode.None, await CommitOffsetAsync(id, group, producer, 0, "orders", 5));
        await Cluster.HangBrokerAsync(4);
        await EndAsync(id, producer, 0, commit: true);
        Assert.Equal("PrepareCommit", await StateAsync(id));
        if (crashes)
        {
            await Cluster.KillBrokerAsync(4);
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        }
        else
            await Cluster.StartBrokerAsync(4);
        Assert.Equal("CompleteCommit", await StateAsync(id));
        Assert.Equal((ErrorCode.None, 5), await OffsetAsync(group, "orders", stable: true));
    }

    /// <summary>A broker stops cleanly, or crashes and is fenced.</summary>
    private async Task GoneAsync(int broker, bool crashes)
    {
        if (!crashes)
        {
            await Cluster.StopBrokerAsync(broker);
            return;
        }
        await Cluster.KillBrokerAsync(broker);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
    }
}
