using KafkaQuiz.Practice.Tests.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>Clients with ever new names. The brokers may remember 256 KiB of them.</summary>
public sealed class RememberedLimitTests() : TransactionTest(new() { Brokers = 1, MemoryLimit = 1 << 20 })
{
    [Fact]
    public async Task Groups_without_end_are_refused_until_some_are_deleted()
    {
        await CreateAsync("orders", [[1]]);
        var taken = await FloodAsync(i => CommitAsync($"g{i}"));
        Assert.InRange(taken, 100, 262);
        Assert.Equal(ErrorCode.None, await CommitAsync("g0", offset: 2));
        Assert.Equal(ErrorCode.PolicyViolation, await JoinAsync("new"));
        Assert.Equal(ErrorCode.PolicyViolation, await HeartbeatAsync("new"));
        Assert.Equal(ErrorCode.PolicyViolation, (await InitAsync("till")).ErrorCode);
        var deleted = await AskAsync(1, new DeleteGroupsRequest { GroupsNames = ["g1", "g2", "g3"] });
        Assert.All(deleted.Results, r => Assert.Equal(ErrorCode.None, r.ErrorCode));
        Assert.Equal(ErrorCode.MemberIdRequired, await JoinAsync("new"));
        Assert.Equal(ErrorCode.None, await HeartbeatAsync("newer"));
        Assert.Equal(ErrorCode.None, (await InitAsync("till")).ErrorCode);
    }

    [Fact]
    public async Task Long_metadata_of_offsets_counts_and_shorter_makes_room()
    {
        await CreateAsync("orders", [[1]]);
        var taken = await FloodAsync(i => CommitAsync($"g{i}", metadata: new string('m', 4000)));
        Assert.InRange(taken, 10, 33);
        Assert.Equal(ErrorCode.None, await CommitAsync("g0", metadata: ""));
        Assert.Equal(ErrorCode.None, await CommitAsync("g1", metadata: ""));
        Assert.Equal(ErrorCode.None, await CommitAsync("new", metadata: new string('m', 4000)));
    }

    [Fact]
    public async Task Members_with_long_subscriptions_are_refused_until_some_leave()
    {
        await AskAsync(1, new FindCoordinatorRequest { KeyType = 0, CoordinatorKeys = ["g"] });
        var names = Enumerable.Range(0, 100).Select(i => $"{i}-{new string('t', 100)}").ToList();
        var taken = await FloodAsync(async i => (await SubscribeAsync($"m{i}", 0, names)).ErrorCode);
        Assert.InRange(taken, 5, 11);
        Assert.Equal(ErrorCode.PolicyViolation, (await SubscribeAsync("more", 0, names)).ErrorCode);
        Assert.Equal(ErrorCode.None, (await SubscribeAsync("m0", -1, null)).ErrorCode);
        Assert.Equal(ErrorCode.None, (await SubscribeAsync("more", 0, names)).ErrorCode);
    }

    private Task<ConsumerGroupHeartbeatResponse> SubscribeAsync(string member, int epoch, List<string>? names) => AskAsync(1, new ConsumerGroupHeartbeatRequest
    {
        GroupId = "g",
        MemberId = member,
        MemberEpoch = epoch,
        RebalanceTimeoutMs = epoch == 0 ? 60_000 : -1,
        TopicPartitions = epoch == 0 ? [] : null,
        SubscribedTopicNames = names,
    });

    [Fact]
    public async Task Transactional_ids_without_end_are_refused_until_unused_ones_expire()
    {
        await CreateAsync("orders", [[1]]);
        var producer = (await InitAsync("till")).ProducerId;
        await SendAsync("till", "orders", producer, 0, 0);
        Assert.InRange(await FloodAsync(async i => (await InitAsync($"t{i}")).ErrorCode), 200, 524);
        // Whoever is known goes on.
        Assert.Equal(ErrorCode.None, (await SendAsync("till", "orders", producer, 0, 1)).ErrorCode);
        Assert.Equal(ErrorCode.None, (await EndAsync("till", producer, 0, commit: true)).Code);
        Assert.Equal(ErrorCode.None, (await InitAsync("t0")).ErrorCode);
        await Cluster.AdvanceAsync(TimeSpan.FromDays(7.1));
        Assert.Equal(ErrorCode.None, (await InitAsync("new")).ErrorCode);
    }

    [Fact]
    public async Task Producers_without_end_are_refused_until_the_others_expire()
    {
        await CreateAsync("orders", [[1]]);
        Assert.InRange(await FloodAsync(async i => (await SendAsync(null, "orders", 1000 + i, 0, 0)).ErrorCode), 400, 524);
        Assert.Equal(ErrorCode.None, (await SendAsync(null, "orders", 1000, 0, 1)).ErrorCode);
        Assert.Equal(ErrorCode.PolicyViolation, (await SendAsync(null, "orders", 999, 0, 0)).ErrorCode);
        // producer.id.expiration.ms
        await Cluster.AdvanceAsync(TimeSpan.FromHours(24.5));
        Assert.Equal(ErrorCode.None, (await SendAsync(null, "orders", 999, 0, 0)).ErrorCode);
    }

    [Fact]
    public async Task Verifications_that_fail_without_end_are_refused()
    {
        await CreateAsync("orders", [[1]]);
        await InitAsync("till");
        Assert.InRange(await FloodAsync(async i => (await SendAsync("till", "orders", 1000 + i, 0, 0)).ErrorCode, ErrorCode.InvalidProducerIdMapping), 400, 524);
    }

    [Fact]
    public async Task Without_room_for_records_no_transaction_begins_but_an_open_one_ends()
    {
        await CreateAsync("orders", [[1]]);
        await CreateAsync("full", [[1]]);
        var (open, idle) = ((await InitAsync("open")).ProducerId, (await InitAsync("idle")).ProducerId);
        Assert.Equal(ErrorCode.None, (await SendAsync("open", "orders", open, 0, 0)).ErrorCode);
        for (var count = 20_000; count > 0; count /= 2)
            await FloodAsync(async _ => (await SendAsync(null, "full", -1, -1, -1, count: count)).ErrorCode);
        Assert.Equal(ErrorCode.PolicyViolation, (await InitAsync("new")).ErrorCode);
        Assert.Equal([ErrorCode.PolicyViolation], await AddAsync("idle", idle, 0, [("orders", 0)]));
        Assert.Equal(ErrorCode.PolicyViolation, await MarkAsync(idle));
        Assert.Equal(ErrorCode.None, (await EndAsync("open", open, 0, commit: true)).Code);
        Assert.Equal("CompleteCommit", await StateAsync("open"));
        await AskAsync(1, new DeleteTopicsRequest { TimeoutMs = 60_000, Topics = [new() { Name = "full" }] });
        Assert.Equal([ErrorCode.None], await AddAsync("idle", idle, 0, [("orders", 0)]));
        Assert.Equal(ErrorCode.None, (await InitAsync("new")).ErrorCode);
    }

    /// <summary>Until it is refused.</summary>
    /// <returns>How often it was not.</returns>
    private static async Task<int> FloodAsync(Func<int, Task<ErrorCode>> one, ErrorCode taken = ErrorCode.None)
    {
        for (var i = 0; ; i++)
        {
            Assert.InRange(i, 0, 2000);
            var code = await one(i);
            if (code == ErrorCode.PolicyViolation)
                return i;
            Assert.Equal(taken, code);
        }
    }

    private async Task<ErrorCode> CommitAsync(string group, long offset = 1, string metadata = "")
    {
        await CoordinatorAsync(group, type: 0);
        var answer = await AskAsync(1, new OffsetCommitRequest
        {
            GroupId = group,
            GenerationIdOrMemberEpoch = -1,
            RetentionTimeMs = -1,
            Topics = [new() { Name = "orders", Partitions = [new() { PartitionIndex = 0, CommittedOffset = offset, CommittedMetadata = metadata }] }],
        }, 9);
        return answer.Topics.Single().Partitions.Single().ErrorCode;
    }

    private async Task<ErrorCode> JoinAsync(string group) => (await AskAsync(1, new JoinGroupRequest
    {
        GroupId = group,
        SessionTimeoutMs = 45_000,
        RebalanceTimeoutMs = 60_000,
        ProtocolType = "consumer",
        Protocols = [new() { Name = "range", Metadata = new byte[] { 0, 0 } }],
    })).ErrorCode;

    private async Task<ErrorCode> HeartbeatAsync(string group) => (await AskAsync(1, new ConsumerGroupHeartbeatRequest
    {
        GroupId = group,
        MemberId = "m",
        RebalanceTimeoutMs = 60_000,
        SubscribedTopicNames = ["orders"],
        TopicPartitions = [],
    })).ErrorCode;

    private async Task<ErrorCode> MarkAsync(long producer) => (await AskAsync(1, new WriteTxnMarkersRequest
    {
        Markers = [new() { ProducerId = producer, ProducerEpoch = 0, Topics = [new() { Name = "orders", PartitionIndexes = [0] }] }],
    })).Markers.Single().Topics.Single().Partitions.Single().ErrorCode;
}
