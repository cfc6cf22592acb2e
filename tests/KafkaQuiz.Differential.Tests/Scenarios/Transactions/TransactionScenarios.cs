using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Differential.Tests.Recording.GroupSteps;
using static KafkaQuiz.Differential.Tests.Recording.RecordSteps;

namespace KafkaQuiz.Differential.Tests.Scenarios.Transactions;

/// <summary>Transactions of versions 1 and 2 (KIP-98, KIP-890).</summary>
[Collection(nameof(WholeClusters))]
public sealed class TransactionScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly int[][] Everywhere = [[1, 2, 3], [2, 3, 1]];

    [Scenario]
    public Task Transactional_ids_get_a_producer_and_new_epochs() => CompareAsync(async c =>
    {
        var (id, at) = await ProducerAsync(c);
        for (short version = 0; version <= 5; version++)
            await c.AskAsync(Init(id), at, version);
        await c.AskAsync(Init(id), 1 + (at % 3));
        await c.AskAsync(Init(id, timeout: 0), at);
        await c.AskAsync(Init(id, timeout: -1), at);
        await c.AskAsync(Init(id, timeout: 10_000_000), at);
        await c.AskAsync(Init(""), at);
        var now = (await c.AskAsync(Init(id), at))!;
        await c.AskAsync(Init(id, producer: now.ProducerId, epoch: now.ProducerEpoch), at);
        await c.AskAsync(Init(id, producer: now.ProducerId, epoch: now.ProducerEpoch), at);
        await c.AskAsync(Init(id, producer: now.ProducerId, epoch: (short)(now.ProducerEpoch - 1)), at);
        await c.AskAsync(Init(id, producer: now.ProducerId + 1_000_000, epoch: 0), at);
        await c.AskAsync(Described(id), at);
    });

    [Scenario]
    public Task Commit_and_abort_of_version_2() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var producer = (await c.AskAsync(Init(id), at))!;
        await c.ProduceAsync(topic, Batch(producer, 0, 0), transactionalId: id);
        await c.AskAsync(Described(id), at);
        await c.AskAsync(Producers(topic));
        await c.FetchAsync(topic, 0, isolation: 1, wait: 50);
        await c.FetchAsync(topic, 0);
        var ended = (await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at))!;
        await EndedAsync(c, id, at, "CompleteCommit");
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, false), at);
        await c.ProduceAsync(topic, Batch(producer, producer.ProducerEpoch, 1), transactionalId: id);
        await c.ProduceAsync(topic, Batch(producer, ended.ProducerEpoch, 0), transactionalId: id);
        await c.AskAsync(End(id, producer.ProducerId, ended.ProducerEpoch, false), at);
        await EndedAsync(c, id, at, "CompleteAbort");
        await c.AskUntilAsync(FetchOf(topic, 0, isolation: 1), r => r.Responses[0].Partitions[0].LastStableOffset == 4);
        await c.AskUntilAsync(FetchOf(topic, 0), r => r.Responses[0].Partitions[0].LastStableOffset == 4);
        await c.AskAsync(Producers(topic));
    });

    [Scenario]
    public Task Commit_and_abort_of_version_1() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var producer = (await c.AskAsync(Init(id), at, version: 4))!;
        await c.ProduceAsync(topic, Batch(producer, 0, 0), version: 11, transactionalId: id);
        await c.AskAsync(Add(id, producer.ProducerId, producer.ProducerEpoch, topic.Name, 0, 1), at, version: 3);
        await c.AskAsync(Described(id), at);
        await c.ProduceAsync(topic, Batch(producer, 0, 0), version: 11, transactionalId: id);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at, version: 4);
        await EndedAsync(c, id, at, "CompleteCommit");
        await c.AskUntilAsync(Add(id, producer.ProducerId, producer.ProducerEpoch, topic.Name, 0), r => r.ResultsByTopicV3AndBelow[0].ResultsByPartition[0].PartitionErrorCode == ErrorCode.None, at, version: 3);
        await c.ProduceAsync(topic, Batch(producer, 0, 1), version: 11, transactionalId: id);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, false), at, version: 4);
        await EndedAsync(c, id, at, "CompleteAbort");
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, false), at, version: 4);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at, version: 4);
        await c.AskUntilAsync(FetchOf(topic, 0, isolation: 1), r => r.Responses[0].Partitions[0].LastStableOffset == 4);
    });

    [Scenario]
    public Task Fenced_producer_is_refused_everywhere() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var old = (await c.AskAsync(Init(id), at))!;
        await c.ProduceAsync(topic, Batch(old, 0, 0), transactionalId: id);
        await c.AskUntilAsync(Init(id), r => r.ErrorCode == ErrorCode.None, at);
        await c.AskAsync(End(id, old.ProducerId, old.ProducerEpoch, true), at);
        await c.AskAsync(End(id, old.ProducerId, old.ProducerEpoch, true), at, version: 1);
        await c.AskAsync(Add(id, old.ProducerId, old.ProducerEpoch, topic.Name, 0), at, version: 3);
        await c.AskAsync(Add(id, old.ProducerId, old.ProducerEpoch, topic.Name, 0), at, version: 1);
        await c.AskAsync(AddOffsets(id, old.ProducerId, old.ProducerEpoch, c.Own("group")), at);
        await c.ProduceAsync(topic, Batch(old, 0, 1), transactionalId: id);
        await c.ProduceAsync(topic, Batch(old, 0, 1), version: 11, transactionalId: id);
        await c.AskUntilAsync(FetchOf(topic, 0, isolation: 1), r => r.Responses[0].Partitions[0].LastStableOffset == 2);
    });

    [Scenario]
    public Task Requests_that_a_coordinator_refuses() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var producer = (await c.AskAsync(Init(id), at))!;
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, false), at, version: 4);
        await c.AskAsync(End(id, producer.ProducerId + 5_000_000, producer.ProducerEpoch, true), at);
        await c.AskAsync(End(id, producer.ProducerId, (short)(producer.ProducerEpoch + 1), true), at);
        await c.AskAsync(End(c.Own("nobody"), producer.ProducerId, producer.ProducerEpoch, true), await c.CoordinatorAsync(c.Own("nobody"), 1));
        await c.AskAsync(End("", producer.ProducerId, producer.ProducerEpoch, true), at);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), 1 + (at % 3));
        await c.AskAsync(Add(id, producer.ProducerId, producer.ProducerEpoch, topic.Name, 0, 9), at, version: 3);
        await c.AskAsync(Add(id, producer.ProducerId, producer.ProducerEpoch, c.Own("nobody"), 0), at, version: 3);
        await c.AskAsync(Add(id, producer.ProducerId, producer.ProducerEpoch, topic.Name, 0), 1 + (at % 3), version: 3);
        await c.AskAsync(Add(id, producer.ProducerId, 7, topic.Name, 0), at, version: 3);
        await c.AskAsync(Add(id, producer.ProducerId + 5_000_000, 0, topic.Name, 0), at, version: 3);
        await c.AskAsync(Add("", producer.ProducerId, 0, topic.Name, 0), at, version: 3);
        await c.AskAsync(AddOffsets(id, producer.ProducerId, 7, c.Own("group")), at);
        await c.AskAsync(AddOffsets(id, producer.ProducerId, 0, ""), at);
        await c.AskAsync(AddOffsets(id, producer.ProducerId, 0, c.Own("group")), 1 + (at % 3));
        await c.AskAsync(Described(id), at);
    });

    [Scenario]
    public Task Offsets_come_into_force_with_the_commit() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("read", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var group = c.Own("group");
        var there = await c.CoordinatorAsync(group);
        var producer = (await c.AskAsync(Init(id), at))!;
        await c.AskAsync(Commit(id, group, producer.ProducerId, producer.ProducerEpoch, topic.Name, 5), there);
        await c.AskAsync(FetchOffsetsOf(group, topic, partitions: 0), there);
        await c.AskAsync(FetchOffsetsOf(group, topic, stable: true, partitions: 0), there);
        await c.AskAsync(Described(id), at);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at);
        await EndedAsync(c, id, at, "CompleteCommit");
        await c.AskUntilAsync(FetchOffsetsOf(group, topic, partitions: 0), r => r.Groups[0].Topics[0].Partitions[0].CommittedOffset == 5, there);
        await c.AskAsync(Commit(id, group, producer.ProducerId, 99, topic.Name, 6), there);
        await c.AskAsync(Commit(id, group, producer.ProducerId, (short)(producer.ProducerEpoch + 1), c.Own("nobody"), 6), there);
        await c.AskAsync(Commit(id, group, producer.ProducerId, (short)(producer.ProducerEpoch + 1), topic.Name, 6, member: "stranger", generation: 1), there);
        await c.AskAsync(Commit(id, "", producer.ProducerId, 0, topic.Name, 6), there);
        await c.AskAsync(Commit(id, group, producer.ProducerId, 0, topic.Name, 6), 1 + (there % 3));
    });

    [Scenario]
    public Task Offsets_that_are_pending_go_with_their_group() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("read", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var group = c.Own("group");
        var there = await c.CoordinatorAsync(group);
        var producer = (await c.AskAsync(Init(id), at))!;
        await c.AskAsync(Commit(id, group, producer.ProducerId, producer.ProducerEpoch, topic.Name, 5), there);
        await c.AskAsync(new DescribeGroupsRequest { Groups = [group] }, there);
        await c.AskAsync(new OffsetDeleteRequest { GroupId = group, Topics = [new() { Name = topic.Name, Partitions = [new()] }] }, there);
        await c.AskAsync(new DeleteGroupsRequest { GroupsNames = [group] }, there);
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at);
        await EndedAsync(c, id, at, "CompleteCommit");
        await c.AskAsync(FetchOffsetsOf(group, topic, partitions: 0), there);
        await c.AskAsync(new DescribeGroupsRequest { Groups = [group] }, there);
    });

    [Scenario]
    public Task Transaction_past_its_timeout_is_aborted() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var producer = (await c.AskAsync(Init(id, timeout: 500), at))!;
        await c.ProduceAsync(topic, Batch(producer, 0, 0), transactionalId: id);
        await EndedAsync(c, id, at, "CompleteAbort");
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, true), at);
        await c.ProduceAsync(topic, Batch(producer, 0, 1), transactionalId: id);
        await c.AskUntilAsync(FetchOf(topic, 0, isolation: 1), r => r.Responses[0].Partitions[0].LastStableOffset == 2);
    });

    [Scenario]
    public Task Transactions_are_listed_and_described() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var producer = (await c.AskAsync(Init(id), at))!;
        await c.ProduceAsync(topic, Batch(producer, 0, 0), transactionalId: id);
        foreach (var (states, pattern, duration) in new (string[], string?, long)[] { ([], null, -1), (["Ongoing"], null, -1), (["Empty"], null, -1), (["Nonsense"], null, -1), ([], ".*no-such.*", -1), ([], c.Own(".*"), -1), ([], "((", -1), ([], null, 3_600_000) })
        {
            for (short version = 0; version <= 2; version++)
                await c.AskAsync(new ListTransactionsRequest { StateFilters = [.. states], DurationFilter = version < 1 ? -1 : duration, TransactionalIdPattern = version < 2 ? null : pattern }, at, version, own: Own);
        }
        await c.AskAsync(new ListTransactionsRequest { ProducerIdFilters = [producer.ProducerId] }, at, own: Own);
        await c.AskAsync(new DescribeTransactionsRequest { TransactionalIds = [id, "", c.Own("nobody")] }, at, own: r => r.TransactionStates.RemoveAll(t => t.TransactionalId == c.Own("nobody")));
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, false), at);
        await EndedAsync(c, id, at, "CompleteAbort");

        void Own(ListTransactionsResponse answer) => answer.TransactionStates.RemoveAll(t => !t.TransactionalId.StartsWith(c.Own(""), StringComparison.Ordinal));
    });

    [Scenario]
    public Task Partitions_are_verified_and_added_for_several_transactions() => CompareAsync(async c =>
    {
        var topic = await c.TopicAsync("written", Everywhere);
        var (id, at) = await ProducerAsync(c);
        var producer = (await c.AskAsync(Init(id), at))!;
        foreach (var verify in new[] { true, false, true })
        {
            await c.AskAsync(new AddPartitionsToTxnRequest
            {
                Transactions = [new() { TransactionalId = id, ProducerId = producer.ProducerId, ProducerEpoch = producer.ProducerEpoch, VerifyOnly = verify, Topics = [new() { Name = topic.Name, Partitions = [0] }] }],
            }, at, version: 4);
        }
        await c.AskAsync(End(id, producer.ProducerId, producer.ProducerEpoch, false), at);
        await EndedAsync(c, id, at, "CompleteAbort");
    });

    private static async Task<(string Id, int Coordinator)> ProducerAsync(Conversation c)
    {
        var id = c.Own("tx");
        return (id, await c.CoordinatorAsync(id, 1));
    }

    private static async Task EndedAsync(Conversation c, string id, int at, string state) => await c.AskUntilAsync(Described(id), r => r.TransactionStates[0].TransactionState == state, at);

    private static InitProducerIdRequest Init(string id, int timeout = 60_000, long producer = -1, short epoch = -1) => new() { TransactionalId = id, TransactionTimeoutMs = timeout, ProducerId = producer, ProducerEpoch = epoch };

    private static byte[] Batch(InitProducerIdResponse producer, short epoch, int sequence) =>
        new RecordBatchBuilder { IsTransactional = true, ProducerId = producer.ProducerId, ProducerEpoch = epoch, BaseSequence = sequence }.Build([Record("k", $"{epoch}/{sequence}")]);

    private static EndTxnRequest End(string id, long producer, short epoch, bool committed) => new() { TransactionalId = id, ProducerId = producer, ProducerEpoch = epoch, Committed = committed };

    private static AddPartitionsToTxnRequest Add(string id, long producer, short epoch, string topic, params int[] partitions) => new()
    {
        V3AndBelowTransactionalId = id,
        V3AndBelowProducerId = producer,
        V3AndBelowProducerEpoch = epoch,
        V3AndBelowTopics = [new() { Name = topic, Partitions = [.. partitions] }],
    };

    private static AddOffsetsToTxnRequest AddOffsets(string id, long producer, short epoch, string group) => new() { TransactionalId = id, ProducerId = producer, ProducerEpoch = epoch, GroupId = group };

    private static TxnOffsetCommitRequest Commit(string id, string group, long producer, short epoch, string topic, long offset, string member = "", int generation = -1) => new()
    {
        TransactionalId = id,
        GroupId = group,
        ProducerId = producer,
        ProducerEpoch = epoch,
        MemberId = member,
        GenerationId = generation,
        Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = 0, CommittedOffset = offset, CommittedMetadata = "in a transaction" }] }],
    };

    private static DescribeTransactionsRequest Described(string id) => new() { TransactionalIds = [id] };

    private static DescribeProducersRequest Producers((string Name, Guid Id) topic) => new() { Topics = [new() { Name = topic.Name, PartitionIndexes = [0] }] };
}
