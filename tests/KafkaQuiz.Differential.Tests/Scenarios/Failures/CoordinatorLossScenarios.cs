using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.GroupSteps;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Failures;

/// <summary>Coordinators that die.</summary>
[Collection(nameof(BrokenBrokers))]
public sealed class CoordinatorLossScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Coordinator_that_is_killed_is_followed_by_one_that_knows_everything() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("read", [[1, 2]]);
        var group = await OfBrokerAsync(c, 3, 0);
        var id = await OfBrokerAsync(c, 3, 1);
        var member = await c.EnterAloneAsync(group, 3);
        await c.AskAsync(SyncOf(group, member, 1, assignments: (member, "all")), 3);
        await c.AskAsync(CommitOf(group, topic, 42, member, 1), 3);
        var producer = await c.AskUntilAsync(new InitProducerIdRequest { TransactionalId = id, TransactionTimeoutMs = 60_000 }, r => r.ErrorCode == ErrorCode.None, 3);
        await c.ProduceAsync(topic, new RecordBatchBuilder { IsTransactional = true, ProducerId = producer.ProducerId, ProducerEpoch = 0, BaseSequence = 0 }.Build([Record("k", "v")]), transactionalId: id);
        await c.Cluster.KillAsync(3);
        await c.WhileBrokenAsync(3, async () =>
        {
            await c.AskUntilAsync(new FindCoordinatorRequest { CoordinatorKeys = [group] }, r => r.Coordinators[0].ErrorCode == ErrorCode.None && r.Coordinators[0].NodeId != 3);
            await c.AskUntilAsync(new FindCoordinatorRequest { CoordinatorKeys = [id], KeyType = 1 }, r => r.Coordinators[0].ErrorCode == ErrorCode.None && r.Coordinators[0].NodeId != 3);
            var at = await c.CoordinatorAsync(group);
            await c.AskUntilAsync(BeatOf(group, member, 1), r => r.ErrorCode is ErrorCode.None, at);
            await c.AskAsync(new DescribeGroupsRequest { Groups = [group] }, at);
            await c.AskAsync(FetchOffsetsOf(group, topic, partitions: 0), at);
            await c.AskAsync(CommitOf(group, topic, 43, member, 1), at);
            await c.AskAsync(LeaveOf(group, (member, null)), at);
            var there = await c.CoordinatorAsync(id, 1);
            await c.AskAsync(new DescribeTransactionsRequest { TransactionalIds = [id] }, there);
            await c.AskAsync(new EndTxnRequest { TransactionalId = id, ProducerId = producer.ProducerId, ProducerEpoch = 0, Committed = true }, there);
            await c.AskUntilAsync(new DescribeTransactionsRequest { TransactionalIds = [id] }, r => r.TransactionStates[0].TransactionState == "CompleteCommit", there);
        });
        await c.CoordinatorAsync(group);
        await c.AskUntilAsync(FetchOffsetsOf(group, topic, partitions: 0), r => r.Groups[0].ErrorCode == ErrorCode.None, 3);
        await c.AskUntilAsync(FetchOf(topic, 0, isolation: 1), r => r.Responses[0].Partitions[0].LastStableOffset == 2);
    });

    /// <summary>The first key of the scenario's own that a broker coordinates.</summary>
    private static async Task<string> OfBrokerAsync(Conversation c, int broker, sbyte type)
    {
        for (var i = 0; ; i++)
        {
            var key = c.Own($"key-{i}");
            if (await c.CoordinatorAsync(key, type) == broker)
                return key;
        }
    }
}
