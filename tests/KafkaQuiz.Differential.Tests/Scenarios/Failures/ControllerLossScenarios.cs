using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Scenarios.Failures;

/// <summary>Active controllers that die.</summary>
[Collection(nameof(BrokenByChance))]
public sealed class ControllerLossScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Controller_that_is_killed_is_followed_by_another() => CompareAsync(async c =>
    {
        var quorum = new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] };
        var first = await c.QuietlyAsync(quorum);
        var (leader, epoch) = (first.Topics[0].Partitions[0].LeaderId, first.Topics[0].Partitions[0].LeaderEpoch);
        var survivor = leader == 1 ? 2 : 1;
        c.Call(survivor, "a survivor");
        await c.AskAsync(quorum, survivor);
        await c.Cluster.KillAsync(leader);
        await c.WhileBrokenAsync(leader, async () =>
        {
            await c.AskUntilAsync(quorum, r => r.ErrorCode == ErrorCode.None && r.Topics[0].Partitions[0].LeaderId != leader && r.Topics[0].Partitions[0].LeaderEpoch > epoch && r.Topics[0].Partitions[0].HighWatermark > 0, survivor, own: WithoutTheDead);
            await c.AskUntilAsync(new CreateTopicsRequest { TimeoutMs = 30_000, Topics = [new() { Name = c.Own("made"), NumPartitions = 3, ReplicationFactor = 1 }] }, r => r.Topics[0].ErrorCode is ErrorCode.None or ErrorCode.TopicAlreadyExists, survivor);
        });
        await c.AskAsync(quorum, survivor);

        // Which voter it was shows in no other way than that it has not fetched.
        static void WithoutTheDead(DescribeQuorumResponse answer) => answer.Topics[0].Partitions[0].CurrentVoters.Clear();
    });
}
