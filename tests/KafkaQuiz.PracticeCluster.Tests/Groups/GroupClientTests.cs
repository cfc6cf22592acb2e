using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>Groups of real consumers, Confluent.Kafka's, of both protocols, and what its admin client does with them.</summary>
public sealed class GroupClientTests : IAsyncLifetime
{
    private readonly List<IConsumer<string?, string>> _consumers = [];
    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1, Configs = RealClient.QuickHeartbeats }, TestContext.Current.CancellationToken);
        await _cluster.CreateTopicAsync("orders", 4);
    }

    public async ValueTask DisposeAsync()
    {
        _consumers.ForEach(c => c.Dispose());
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public void Members_of_the_consumer_protocol_share_and_keep_what_they_have()
    {
        var first = Join("one");
        Until(() => Assigned(first).SequenceEqual([0, 1, 2, 3]));
        var second = Join("two");
        Until(() => Assigned(first).Count == 2 && Assigned(second).Count == 2);
        Assert.Equal([0, 1, 2, 3], Assigned(first).Concat(Assigned(second)).Order());
        var kept = Assigned(first);
        var third = Join("three");
        Until(() => Assigned(third).Count == 1);
        Assert.Empty(Assigned(first).Except(kept));
        third.Close();
        second.Close();
        _consumers.RemoveAll(c => c == second || c == third);
        Until(() => Assigned(first).Count == 4);
    }

    [Fact]
    public async Task Partitions_that_are_added_and_topics_that_match_come_by_themselves()
    {
        var consumer = Join("one", topic: "^ord.*");
        Until(() => Assigned(consumer).Count == 4);
        using var admin = _cluster.Admin();
        await admin.CreatePartitionsAsync([new() { Topic = "orders", IncreaseTo = 6 }]);
        Until(() => Assigned(consumer).Count == 6);
    }

    [Fact]
    public void The_assignor_is_the_members_choice()
    {
        var first = Join("one", c => c.GroupRemoteAssignor = "range");
        var second = Join("two", c => c.GroupRemoteAssignor = "range");
        Until(() => Assigned(first).Count == 2 && Assigned(second).Count == 2);
        Assert.Equal([[0, 1], [2, 3]], new[] { Assigned(first), Assigned(second) }.OrderBy(a => a[0]));
    }

    [Fact]
    public void A_static_member_comes_back_to_its_partitions()
    {
        var first = Join("one", c => c.GroupInstanceId = "i1");
        var second = Join("two", c => c.GroupInstanceId = "i2");
        Until(() => Assigned(first).Count == 2 && Assigned(second).Count == 2);
        var had = Assigned(first);
        first.Close();
        _consumers.Remove(first);
        var again = Join("one again", c => c.GroupInstanceId = "i1");
        Until(() => Assigned(again).Count == 2);
        Assert.Equal((had, 2), (Assigned(again), Assigned(second).Count), new Same());
    }

    [Theory]
    [InlineData(PartitionAssignmentStrategy.Range)]
    [InlineData(PartitionAssignmentStrategy.RoundRobin)]
    [InlineData(PartitionAssignmentStrategy.CooperativeSticky)]
    public async Task Members_of_the_classic_protocol_share_by_their_own_assignor(PartitionAssignmentStrategy strategy)
    {
        void Classic(ConsumerConfig c) => (c.GroupProtocol, c.PartitionAssignmentStrategy, c.HeartbeatIntervalMs, c.SessionTimeoutMs) = (GroupProtocol.Classic, strategy, 100, 6000);
        var first = Join("one", Classic);
        Until(() => Assigned(first).Count == 4);
        var second = Join("two", Classic);
        Until(() => Assigned(first).Count == 2 && Assigned(second).Count == 2);
        Assert.Equal([0, 1, 2, 3], Assigned(first).Concat(Assigned(second)).Order());
        using var admin = _cluster.Admin();
        var group = (await admin.DescribeConsumerGroupsAsync(["g"])).ConsumerGroupDescriptions.Single();
        Assert.Equal((ConsumerGroupState.Stable, 2), (group.State, group.Members.Count));
        Assert.Equal(strategy switch { PartitionAssignmentStrategy.Range => "range", PartitionAssignmentStrategy.RoundRobin => "roundrobin", _ => "cooperative-sticky" }, group.PartitionAssignor);
        second.Close();
        _consumers.Remove(second);
        Until(() => Assigned(first).Count == 4);
    }

    [Fact]
    public async Task A_classic_group_becomes_one_of_the_consumer_protocol_and_goes_back_while_it_consumes()
    {
        void Classic(ConsumerConfig c) => (c.GroupProtocol, c.HeartbeatIntervalMs, c.SessionTimeoutMs) = (GroupProtocol.Classic, 100, 6000);
        using var admin = _cluster.Admin();
        var old = Join("old", Classic);
        Until(() => Assigned(old).Count == 4);
        Assert.Equal("Classic", await TypeAsync(admin));
        var young = Join("young");
        Until(() => Assigned(old).Count == 2 && Assigned(young).Count == 2);
        Assert.Equal("Consumer", await TypeAsync(admin));
        Assert.Equal([0, 1, 2, 3], Assigned(old).Concat(Assigned(young)).Order());
        using var producer = _cluster.Producer();
        for (var p = 0; p < 4; p++)
            await producer.ProduceAsync(new TopicPartition("orders", p), new() { Value = $"{p}" }, TestContext.Current.CancellationToken);
        var read = new HashSet<string>();
        Until(() => read.Count == 4, (consumer, record) =>
        {
            read.Add(record.Message.Value);
            consumer.Commit(record);
        });
        young.Close();
        _consumers.Remove(young);
        Until(() => Assigned(old).Count == 4);
        Assert.Equal("Classic", await TypeAsync(admin));
        Assert.All(old.Committed([.. Enumerable.Range(0, 4).Select(p => new TopicPartition("orders", p))], RealClient.Patience), o => Assert.Equal(1, o.Offset.Value));
    }

    [Theory]
    [InlineData(GroupProtocol.Classic)]
    [InlineData(GroupProtocol.Consumer)]
    public async Task A_consumer_finds_the_next_coordinator_and_goes_on(GroupProtocol protocol)
    {
        using var admin = _cluster.Admin();
        using var producer = _cluster.Producer();
        var consumer = Join("one", c => protocol.Configure(c));
        Until(() => Assigned(consumer).Count == 4);
        consumer.Commit([new TopicPartitionOffset("orders", 0, 0)]);
        await _cluster.StopBrokerAsync((await admin.DescribeConsumerGroupsAsync(["g"])).ConsumerGroupDescriptions.Single().Coordinator.Id);
        await producer.ProduceAsync(new TopicPartition("orders", 0), new() { Value = "one" }, TestContext.Current.CancellationToken);
        var isCommitted = false;
        // A client that is still looking for the coordinator says so.
        Until(() => isCommitted, (_, record) => isCommitted = Retry(() => consumer.Commit(record)));
        Assert.Equal(1, consumer.Committed([new TopicPartition("orders", 0)], RealClient.Patience).Single().Offset.Value);
        Assert.Equal([0, 1, 2, 3], Assigned(consumer));
    }

    [Fact]
    public async Task The_admin_client_lists_describes_alters_and_deletes_groups()
    {
        using var admin = _cluster.Admin();
        var consumer = Join("one");
        Until(() => Assigned(consumer).Count == 4);
        var listed = await admin.ListConsumerGroupsAsync(new() { MatchTypes = [ConsumerGroupType.Consumer], MatchStates = [ConsumerGroupState.Stable] });
        Assert.Equal(["g"], listed.Valid.Select(g => g.GroupId));
        Assert.Empty((await admin.ListConsumerGroupsAsync(new() { MatchTypes = [ConsumerGroupType.Classic] })).Valid);
        var described = (await admin.DescribeConsumerGroupsAsync(["g"], new() { IncludeAuthorizedOperations = true })).ConsumerGroupDescriptions.Single();
        Assert.Equal((ConsumerGroupState.Stable, ConsumerGroupType.Consumer, "uniform"), (described.State, described.GroupType, described.PartitionAssignor));
        Assert.Equal(4, described.Members.Single().Assignment.TopicPartitions.Count);
        Assert.Contains(AclOperation.Delete, described.AuthorizedOperations);
        consumer.Commit([new TopicPartitionOffset("orders", 0, 7), new TopicPartitionOffset("orders", 1, 8)]);
        await Assert.ThrowsAnyAsync<DeleteGroupsException>(() => admin.DeleteGroupsAsync(["g"]));
        await Assert.ThrowsAnyAsync<DeleteConsumerGroupOffsetsException>(() => admin.DeleteConsumerGroupOffsetsAsync("g", [new("orders", 0)]));
        consumer.Close();
        _consumers.Clear();
        await admin.AlterConsumerGroupOffsetsAsync([new("g", [new("orders", 0, 3)])]);
        await admin.DeleteConsumerGroupOffsetsAsync("g", [new("orders", 1)]);
        var offsets = (await admin.ListConsumerGroupOffsetsAsync([new("g", null)])).Single();
        Assert.Equal([(0, 3L)], offsets.Partitions.Select(p => (p.Partition.Value, p.Offset.Value)));
        await admin.DeleteGroupsAsync(["g"]);
        Assert.Empty((await admin.ListConsumerGroupsAsync()).Valid);
    }

    private sealed class Same : IEqualityComparer<(List<int>, int)>
    {
        public bool Equals((List<int>, int) x, (List<int>, int) y) => x.Item1.SequenceEqual(y.Item1) && x.Item2 == y.Item2;

        public int GetHashCode((List<int>, int) obj) => obj.Item2;
    }

    private static async Task<string> TypeAsync(IAdminClient admin) => (await admin.ListConsumerGroupsAsync()).Valid.Single().Type.ToString();

    private static List<int> Assigned(IConsumer<string?, string> consumer) => [.. consumer.Assignment.Select(p => p.Partition.Value).Order()];

    private static bool Try(Action commit)
    {
        try
        {
            commit();
            return true;
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.Local_WaitCoord or ErrorCode.NotCoordinatorForGroup or ErrorCode.Local_Transport)
        {
            return false;
        }
    }

    private static bool Retry(Action commit)
    {
        var until = TimeProvider.System.GetUtcNow() + RealClient.Patience;
        while (TimeProvider.System.GetUtcNow() < until)
        {
            if (Try(commit))
                return true;
        }
        return false;
    }

    private IConsumer<string?, string> Join(string client, Action<ConsumerConfig>? more = null, string topic = "orders")
    {
        var consumer = _cluster.Consumer("g", c =>
        {
            c.ClientId = client;
            GroupProtocol.Consumer.Configure(c);
            more?.Invoke(c);
        });
        consumer.Subscribe(topic);
        _consumers.Add(consumer);
        return consumer;
    }

    /// <summary>Lets every consumer poll until it is so.</summary>
    private void Until(Func<bool> isSo, Action<IConsumer<string?, string>, ConsumeResult<string?, string>>? take = null)
    {
        var until = TimeProvider.System.GetUtcNow() + RealClient.Patience * 2;
        while (!isSo())
        {
            Assert.True(TimeProvider.System.GetUtcNow() < until, string.Join("; ", _consumers.Select(c => string.Join(',', Assigned(c)))));
            foreach (var consumer in _consumers)
            {
                if (consumer.Consume(TimeSpan.FromMilliseconds(20)) is { } record)
                    take?.Invoke(consumer, record);
            }
        }
    }
}
