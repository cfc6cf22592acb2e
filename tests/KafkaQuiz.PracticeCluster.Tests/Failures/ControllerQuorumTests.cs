using Confluent.Kafka;
using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using ErrorCode = KafkaQuiz.Protocol.ErrorCode;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>The controller quorum: who is active, failover, no majority. Broker 3 is the first active controller.</summary>
public sealed class ControllerQuorumTests() : ClusterTest(new() { Brokers = 3 })
{
    [Fact]
    public async Task Only_describe_quorum_names_the_active_controller()
    {
        var quorum = await QuorumAsync(1);
        Assert.Equal((3, 1), (quorum.LeaderId, quorum.LeaderEpoch));
        Assert.Equal([1, 2, 3], quorum.CurrentVoters.Select(v => v.ReplicaId));
        Assert.Empty(quorum.Observers);
        var named = new HashSet<int>();
        await using var connection = await ConnectAsync(1);
        for (var i = 0; i < 50; i++)
            named.Add((await connection.SendAsync(new MetadataRequest { Topics = [] }, null, Cancel)).ControllerId);
        Assert.Equal([1, 2, 3], named.Order());
    }

    [Fact]
    public async Task After_the_active_controllers_death_another_takes_over_within_seconds()
    {
        await Cluster.KillBrokerAsync(3);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(2.1));
        var quorum = await QuorumAsync(1);
        Assert.Contains(quorum.LeaderId, new[] { 1, 2 });
        Assert.Equal(2, quorum.LeaderEpoch);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "orders", 1, 2));
    }

    [Fact]
    public async Task A_clean_stop_of_the_active_controller_hands_over_at_once()
    {
        await Cluster.StopBrokerAsync(3);
        Assert.Equal(2, (await QuorumAsync(1)).LeaderEpoch);
    }

    [Fact]
    public async Task A_dead_voter_falls_behind_and_catches_up()
    {
        await Cluster.KillBrokerAsync(1);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        var quorum = await QuorumAsync(2);
        var (dead, alive) = (quorum.CurrentVoters[0], quorum.CurrentVoters[1]);
        // Two records a second while idle, and the fencing.
        Assert.InRange(quorum.HighWatermark - dead.LogEndOffset, 20, 30);
        Assert.Equal(quorum.HighWatermark, alive.LogEndOffset);
        Assert.Equal(10_000, alive.LastCaughtUpTimestamp - dead.LastCaughtUpTimestamp);
        await Cluster.StartBrokerAsync(1);
        quorum = await QuorumAsync(2);
        Assert.All(quorum.CurrentVoters, v => Assert.Equal(quorum.HighWatermark, v.LogEndOffset));
    }

    [Fact]
    public async Task Without_a_majority_leaders_serve_on_but_metadata_stands_still()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await Cluster.KillBrokerAsync(3);
        await Cluster.KillBrokerAsync(2);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, await ProduceAsync("orders", "a", Acks.Leader));
        var view = await ViewAsync("orders");
        Assert.Equal(1, view.LeaderId);
        Assert.Equal([1, 2, 3], view.IsrNodes);
        Assert.Equal(0, HighWatermark("orders"));

        var created = CreateViaAsync(1, "late", 1);
        await AdvanceUntilAsync(created, TimeSpan.FromSeconds(6));
        Assert.Equal(ErrorCode.RequestTimedOut, await created);

        await Cluster.StartBrokerAsync(2);
        Assert.Equal(ErrorCode.None, await CreateViaAsync(1, "late", 1));
        // The new controller gives broker 3 a session, then fences it.
        Assert.Contains(3, (await ViewAsync("orders")).IsrNodes);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([1, 2], (await ViewAsync("orders")).IsrNodes);
        Assert.Equal(1, HighWatermark("orders"));
    }

    [Fact]
    public async Task Without_an_active_controller_describe_quorum_waits_for_one()
    {
        await Cluster.KillBrokerAsync(3);
        await using var connection = await ConnectAsync(1);
        var asked = connection.SendAsync(Question, null, Cancel);
        await connection.SendAsync(new MetadataRequest { Topics = [] }, null, Cancel).WaitAsync(TimeSpan.FromMilliseconds(200), Cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.False(asked.IsCompleted);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.NotEqual(3, (await asked).Topics.Single().Partitions.Single().LeaderId);
    }

    [Fact]
    public async Task Finalized_features_are_those_of_kafka_4_3_1()
    {
        await using KafkaConnection connection = await ConnectAsync(1);
        Assert.Equal(
            ["eligible.leader.replicas.version=1", "group.version=1", "metadata.version=30", "share.version=1", "streams.version=1", "transaction.version=2"],
            connection.Versions.FinalizedFeatures.Select(f => $"{f.Name}={f.MaxVersionLevel}").Order(StringComparer.Ordinal));
        Assert.Contains(connection.Versions.SupportedFeatures, f => f is { Name: "kraft.version", MinVersion: 0, MaxVersion: 1 });
        Assert.Equal((await QuorumAsync(1)).HighWatermark, connection.Versions.FinalizedFeaturesEpoch);
    }

    private static DescribeQuorumRequest Question => new() { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new() { PartitionIndex = 0 }] }] };

    private async Task<DescribeQuorumResponse.PartitionData> QuorumAsync(int ask) => (await AskAsync(ask, Question)).Topics.Single().Partitions.Single();
}
