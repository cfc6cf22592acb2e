using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Partitions that move to other brokers (Confluent.Kafka has no call for it: the protocol's own client asks).</summary>
public sealed class ReassignmentTests() : ClusterTest(new() { Brokers = 5 })
{
    [Fact]
    public async Task With_healthy_brokers_a_move_is_done_at_once()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await ProduceAsync("orders", "a");
        Assert.Equal(ErrorCode.None, await MoveAsync([4, 5]));
        var moved = await ViewAsync("orders");
        Assert.Equal((4, 1), (moved.LeaderId, moved.LeaderEpoch));
        Assert.Equal([4, 5], moved.ReplicaNodes);
        Assert.Equal([4, 5], moved.IsrNodes);
        Assert.Equal(["a"], Read("orders", 1));
        Assert.Empty(await UnderWayAsync());
    }

    [Fact]
    public async Task A_new_order_alone_moves_nothing_and_keeps_the_leader()
    {
        await CreateAsync("orders", [[2, 3, 1]]);
        Assert.Equal(ErrorCode.None, await MoveAsync([3, 1, 2]));
        var view = await ViewAsync("orders");
        Assert.Equal((2, 0), (view.LeaderId, view.LeaderEpoch));
        Assert.Equal([3, 1, 2], view.ReplicaNodes);
        Assert.Equal([2, 3, 1], view.IsrNodes);
    }

    [Fact]
    public async Task The_leader_epoch_grows_when_a_replica_is_removed()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Assert.Equal(ErrorCode.None, await MoveAsync([1, 2]));
        Assert.Equal((1, 1), ((await ViewAsync("orders")).LeaderId, (await ViewAsync("orders")).LeaderEpoch));
    }

    [Fact]
    public async Task A_move_to_a_slow_broker_is_listed_until_it_has_caught_up()
    {
        await StartSlowMoveAsync();
        var under = Assert.Single(await UnderWayAsync());
        Assert.Equal([1, 4, 2], under.Replicas);
        Assert.Equal([4], under.AddingReplicas);
        Assert.Equal([2], under.RemovingReplicas);
        Assert.Equal([1, 2], (await ViewAsync("orders")).IsrNodes);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(11));
        Assert.Empty(await UnderWayAsync());
        Assert.Equal([1, 4], (await ViewAsync("orders")).ReplicaNodes);
        Assert.Equal([1, 4], (await ViewAsync("orders")).IsrNodes);
    }

    [Fact]
    public async Task A_move_under_way_can_be_cancelled()
    {
        await StartSlowMoveAsync();
        Assert.Equal(ErrorCode.None, await MoveAsync(null));
        Assert.Equal([1, 2], (await ViewAsync("orders")).ReplicaNodes);
        Assert.Empty(await UnderWayAsync());
        Assert.Equal(ErrorCode.NoReassignmentInProgress, await MoveAsync(null));
    }

    [Theory]
    [InlineData(new int[0], ErrorCode.InvalidReplicaAssignment)]
    [InlineData(new[] { 1, 9 }, ErrorCode.InvalidReplicaAssignment)]
    [InlineData(new[] { 1, 1 }, ErrorCode.InvalidReplicaAssignment)]
    [InlineData(new[] { 1, 2, 3 }, ErrorCode.InvalidReplicationFactor)]
    public async Task A_wrong_target_is_refused(int[] target, ErrorCode code)
    {
        await CreateAsync("orders", [[1, 2]]);
        Assert.Equal(code, await MoveAsync(target, anyFactor: false));
        Assert.Equal([1, 2], (await ViewAsync("orders")).ReplicaNodes);
    }

    private async Task StartSlowMoveAsync()
    {
        await CreateAsync("orders", [[1, 2]]);
        await ProduceAsync("orders", "a");
        await Cluster.SlowBrokerAsync(4, TimeSpan.FromMinutes(5));
        Assert.Equal(ErrorCode.None, await MoveAsync([1, 4]));
    }

    private async Task<ErrorCode> MoveAsync(int[]? target, bool anyFactor = true)
    {
        var answer = await AskAsync(1, new AlterPartitionReassignmentsRequest
        {
            AllowReplicationFactorChange = anyFactor,
            Topics = [new() { Name = "orders", Partitions = [new() { PartitionIndex = 0, Replicas = target?.ToList() }] }],
        });
        Assert.Equal(ErrorCode.None, answer.ErrorCode);
        return answer.Responses.Single().Partitions.Single().ErrorCode;
    }

    private async Task<List<ListPartitionReassignmentsResponse.OngoingPartitionReassignment>> UnderWayAsync() =>
        [.. (await AskAsync(1, new ListPartitionReassignmentsRequest())).Topics.SelectMany(t => t.Partitions)];
}
