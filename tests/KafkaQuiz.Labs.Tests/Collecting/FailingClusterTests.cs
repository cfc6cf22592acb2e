using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Labs.Tests.Collecting;

/// <summary>What a look sees of a cluster that is failing.</summary>
public sealed class FailingClusterTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lost_leader_shows_in_epoch_isr_elr_and_offline_replicas()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3, Time = new StoppedTime() }, Cancel);
        var needs = new EvidenceNeeds();
        needs.EligibleOf("t");
        needs.NeedQuorum();
        await CreateAsync(cluster.BootstrapServers, "t", 3, 2);
        await using var connection = await OpenAsync(cluster.BootstrapServers);
        var start = await connection.CollectAsync(needs, null, null, Cancel);
        var lost = start.Topics["t"].Value!.Partitions[0].Leader!.Value;
        await cluster.KillBrokerAsync(lost);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(20));

        var now = await connection.CollectAsync(needs, start, null, Cancel);
        var partition = now.Topics["t"].Value!.Partitions[0];
        Assert.NotEqual(lost, partition.Leader);
        Assert.Equal(2, partition.InSync.Count);
        Assert.Equal([lost], partition.Offline!);
        Assert.Equal(2, now.Cluster.Value!.Brokers.Count);
        Assert.True(Holds(new LeaderEpoch("t", 0, false, Since.Start, new(AtLeast: 1)), now, start));
        Assert.True(Holds(new LiveBrokers([], [lost], null), now, start));
        Assert.False(Holds(new PreferredLeaders(["t"]), now, start));
    }

    [Fact]
    public async Task A_broker_that_hangs_delays_one_look_and_no_further_one()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3, Time = new StoppedTime() }, Cancel);
        await CreateAsync(cluster.BootstrapServers, "t", 3, 1, partitions: 6);
        var needs = new EvidenceNeeds();
        needs.OffsetsOf("t");
        await using var connection = await OpenAsync(cluster.BootstrapServers);
        var main = (await connection.CollectAsync(needs, null, null, Cancel)).Topics["t"].Source.Broker;
        var other = (await cluster.LookAsync()).Nodes.First(broker => broker.Address != main).Id;
        await cluster.HangBrokerAsync(other);

        var first = await connection.CollectAsync(needs, null, null, Cancel);
        Assert.NotNull(first.Topics["t"].Value);
        Assert.Equal(NotGradableCause.TimedOut, first.Offsets["t"].Fault!.Cause);
        for (var look = 0; look < 3; look++)
        {
            var began = TimeProvider.System.GetTimestamp();
            var next = await connection.CollectAsync(needs, null, null, Cancel);
            Assert.Equal(NotGradableCause.TimedOut, next.Offsets["t"].Fault!.Cause);
            Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 3);
        }
    }

    [Fact]
    public async Task A_practice_quorum_without_a_majority_is_seen_to_have_no_leader()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3, Time = new StoppedTime() }, Cancel);
        await using var connection = await OpenAsync(cluster.BootstrapServers);
        var needs = Quorum();
        var start = await connection.CollectAsync(needs, null, null, Cancel);
        await cluster.KillBrokerAsync(2);
        await cluster.KillBrokerAsync(3);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        await SeesNoLeaderAsync(connection, needs, start);
        await cluster.StartBrokerAsync(2);
        ClusterEvidence now;
        do
        {
            await cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
            now = await connection.CollectAsync(needs, start, null, Cancel);
        }
        while (now.Quorum?.Value?.Leader is null);
        Assert.True(Holds(new QuorumEpoch(Since.Start, new(AtLeast: 1)), now, start));
    }

    [Fact]
    public async Task A_real_quorum_without_a_majority_is_seen_to_have_no_leader()
    {
        var home = KafkaHome.Find(out var reason);
        Assert.SkipWhen(home is null, $"Needs a cluster of its own to kill: {reason}");
        await using var cluster = await LocalCluster.StartAsync(home!, 3, Cancel);
        await using var connection = await OpenAsync(cluster.BootstrapServers);
        var needs = Quorum();
        var start = await connection.CollectAsync(needs, null, null, Cancel);
        Assert.True(Holds(new QuorumVoters(false, true, new(EqualTo: 3)), start, start));
        cluster.Kill(2);
        cluster.Kill(3);
        await SeesNoLeaderAsync(connection, needs, start);
    }

    private static async Task SeesNoLeaderAsync(ClusterConnection connection, EvidenceNeeds needs, ClusterEvidence start)
    {
        // A leader that is alone notices it after a while; until then it may still answer.
        ClusterEvidence now;
        do now = await connection.CollectAsync(needs, start, null, Cancel);
        while (now.Cluster.Fault is not null || now.Quorum?.Fault is not null || now.Quorum?.Value?.Leader is not null);
        Assert.Null(now.Quorum!.Value!.Leader);
        Assert.True(Holds(new QuorumLeader(false, null, null), now, start));
        Assert.True(Holds(new ClusterId(true), now, start));
        var began = TimeProvider.System.GetTimestamp();
        now = await connection.CollectAsync(needs, start, null, Cancel);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 3);
        Assert.True(Holds(new QuorumLeader(false, null, null), now, start));
    }

    private static EvidenceNeeds Quorum()
    {
        var needs = new EvidenceNeeds();
        needs.NeedQuorum();
        return needs;
    }

    private static bool Holds(Check check, ClusterEvidence now, ClusterEvidence start) => CheckGrading.Evaluate(check, new Scene(now, start)).Outcome == CheckOutcome.Holds;

    private static async Task CreateAsync(string servers, string topic, int replicas, int minInSync, int partitions = 1)
    {
        using var admin = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new() { Name = topic, NumPartitions = partitions, ReplicationFactor = (short)replicas, Configs = new() { ["min.insync.replicas"] = $"{minInSync}" } }]);
    }

    private static Task<ClusterConnection> OpenAsync(string servers) =>
        ClusterConnection.OpenAsync(new ClusterTarget(ClusterTarget.ParseBootstrap(servers, out _)!), new EgressPolicy(), TimeProvider.System, Cancel);
}
