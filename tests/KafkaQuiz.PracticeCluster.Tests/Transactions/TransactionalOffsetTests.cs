using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Offsets that are committed with a transaction. The values are those of Apache Kafka 4.3.1 for the same requests.</summary>
public sealed class TransactionalOffsetTests() : TransactionTest(new())
{
    [Fact]
    public async Task They_are_in_force_with_the_commit_and_unstable_until_then()
    {
        var id = await StartAsync();
        Assert.Equal(ErrorCode.None, await AddOffsetsAsync(id, 0));
        Assert.Equal(ErrorCode.None, await CommitOffsetAsync("till", "g", id, 0, "orders", 5, version: 3));
        Assert.Equal((ErrorCode.None, -1), await OffsetAsync("g", "orders", stable: false));
        Assert.Equal((ErrorCode.UnstableOffsetCommit, -1), await OffsetAsync("g", "orders", stable: true));
        Assert.Equal(ErrorCode.None, (await EndAsync("till", id, 0, commit: true, version: 4)).Code);
        Assert.Equal((ErrorCode.None, 5), await OffsetAsync("g", "orders", stable: true));
    }

    [Fact]
    public async Task They_are_forgotten_with_the_abort()
    {
        var id = await StartAsync();
        await CommitOffsetAsync("till", "g", id, 0, "orders", 5);
        Assert.Equal("__consumer_offsets", (await DescribeAsync("till")).Topics.Single().Topic);
        await EndAsync("till", id, 0, commit: true);
        await CommitOffsetAsync("till", "g", id, 1, "orders", 8);
        Assert.Equal((ErrorCode.UnstableOffsetCommit, -1), await OffsetAsync("g", "orders", stable: true));
        await EndAsync("till", id, 1, commit: false);
        Assert.Equal((ErrorCode.None, 5), await OffsetAsync("g", "orders", stable: true));
    }

    [Fact]
    public async Task A_later_commit_outside_of_the_transaction_stays_in_force()
    {
        var id = await StartAsync();
        await CommitOffsetAsync("till", "g", id, 0, "orders", 5);
        await AskAsync(await CoordinatorAsync("g", type: 0), new OffsetCommitRequest
        {
            GroupId = "g",
            GenerationIdOrMemberEpoch = -1,
            MemberId = "",
            Topics = [new() { Name = "orders", Partitions = [new() { PartitionIndex = 0, CommittedOffset = 77, CommittedMetadata = "" }] }],
        }, 8);
        Assert.Equal((ErrorCode.None, 77), await OffsetAsync("g", "orders", stable: false));
        await EndAsync("till", id, 0, commit: true);
        Assert.Equal((ErrorCode.None, 77), await OffsetAsync("g", "orders", stable: true));
    }

    [Fact]
    public async Task Of_two_transactions_the_later_commit_wins_whichever_ends_first()
    {
        var first = await StartAsync();
        var second = (await InitAsync("other")).ProducerId;
        await CommitOffsetAsync("till", "g", first, 0, "orders", 5);
        await CommitOffsetAsync("other", "g", second, 0, "orders", 6);
        await EndAsync("other", second, 0, commit: true);
        await EndAsync("till", first, 0, commit: true);
        Assert.Equal((ErrorCode.None, 6), await OffsetAsync("g", "orders", stable: true));
    }

    [Theory]
    [InlineData(3, ErrorCode.InvalidTxnState)]
    [InlineData(4, ErrorCode.TransactionAbortable)]
    [InlineData(5, ErrorCode.None)]
    public async Task The_groups_partition_must_be_in_the_transaction_or_is_added_by_version(short version, ErrorCode code)
    {
        var id = await StartAsync();
        Assert.Equal(code, await CommitOffsetAsync("till", "g", id, 0, "orders", 5, version));
    }

    [Fact]
    public async Task Whoever_names_a_member_or_a_generation_is_asked_for_both()
    {
        var id = await StartAsync();
        Assert.Equal(ErrorCode.IllegalGeneration, await CommitOffsetAsync("till", "g", id, 0, "orders", 5, generation: 3, member: "m"));
        Assert.Equal(ErrorCode.None, await CommitOffsetAsync("till", "g", id, 0, "orders", 5));
        Assert.Equal(ErrorCode.UnknownMemberId, await CommitOffsetAsync("till", "g", id, 0, "orders", 5, generation: 3, member: "m"));
    }

    [Fact]
    public async Task Fences_and_faults_are_the_coordinators()
    {
        var id = await StartAsync();
        Assert.Equal(ErrorCode.ProducerFenced, await AddOffsetsAsync(id, 3));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, await AddOffsetsAsync(id, 3, version: 1));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, await CommitOffsetAsync("till", "g", id, 3, "orders", 5));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, await CommitOffsetAsync("till", "g", id + 1, 0, "orders", 5));
        Assert.Equal(ErrorCode.UnknownTopicOrPartition, await CommitOffsetAsync("till", "g", id, 0, "nope", 5));
        var other = (await CoordinatorAsync("g", type: 0) % 3) + 1;
        var answer = await AskAsync(other, new TxnOffsetCommitRequest
        {
            TransactionalId = "till",
            GroupId = "g",
            ProducerId = id,
            ProducerEpoch = 0,
            Topics = [new() { Name = "orders", Partitions = [new() { CommittedOffset = 1 }] }],
        });
        Assert.Equal(ErrorCode.NotCoordinator, answer.Topics.Single().Partitions.Single().ErrorCode);
    }

    [Fact]
    public async Task A_group_that_only_a_transaction_has_committed_for_stays_with_its_next_coordinator()
    {
        var id = await StartAsync();
        await CommitOffsetAsync("till", "g", id, 0, "orders", 5);
        var coordinator = await CoordinatorAsync("g", type: 0);
        var alive = (coordinator % 3) + 1;
        await Cluster.StopBrokerAsync(coordinator);
        Assert.Equal((ErrorCode.UnstableOffsetCommit, -1), await OffsetAsync("g", "orders", stable: true, ask: alive));
        Assert.Equal(ErrorCode.None, (await EndAsync("till", id, 0, commit: true, ask: alive)).Code);
        Assert.Equal((ErrorCode.None, 5), await OffsetAsync("g", "orders", stable: true, ask: alive));
    }

    [Fact]
    public async Task Deleted_groups_and_offsets_take_what_is_pending_with_them()
    {
        var id = await StartAsync();
        await CoordinatorAsync("h", type: 0);
        await CommitOffsetAsync("till", "g", id, 0, "orders", 5);
        await CommitOffsetAsync("till", "h", id, 0, "orders", 6);
        await AskAsync(await CoordinatorAsync("g", type: 0), new DeleteGroupsRequest { GroupsNames = ["g"] });
        await AskAsync(await CoordinatorAsync("h", type: 0), new OffsetDeleteRequest { GroupId = "h", Topics = [new() { Name = "orders", Partitions = [new() { PartitionIndex = 0 }] }] });
        await EndAsync("till", id, 0, commit: true);
        Assert.Equal((ErrorCode.None, -1), await OffsetAsync("g", "orders", stable: true));
        Assert.Equal((ErrorCode.None, -1), await OffsetAsync("h", "orders", stable: true));
    }

    private async Task<long> StartAsync()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await CoordinatorAsync("g", type: 0);
        return (await InitAsync("till")).ProducerId;
    }

    private async Task<ErrorCode> AddOffsetsAsync(long producerId, short epoch, short version = 4) =>
        (await AskAsync(await CoordinatorAsync("till"), new AddOffsetsToTxnRequest { TransactionalId = "till", ProducerId = producerId, ProducerEpoch = epoch, GroupId = "g" }, version)).ErrorCode;
}
