using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>
/// What partitions remember of idempotent producers (ProducerStateManager). The values are those of Apache Kafka 4.3.1 for the same
/// requests.
/// </summary>
public sealed class ProducerStateTests() : TransactionTest(new())
{
    private const long Id = 777;

    [Fact]
    public async Task The_last_five_batches_are_known_again_and_answered_with_their_offset()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        for (var i = 0; i < 7; i++)
            Assert.Equal((ErrorCode.None, i * 2, -1), await SendAsync(0, i * 2, count: 2));
        Assert.Equal((ErrorCode.None, 4, Now), await SendAsync(0, 4, count: 2));
        Assert.Equal((ErrorCode.None, 12, Now), await SendAsync(0, 12, count: 2));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(0, 2, count: 2)).Code);
        // The same start with another length is no repetition.
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(0, 12, count: 1)).Code);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(0, 15)).Code);
        Assert.Equal(14, HighWatermark("orders"));
    }

    [Fact]
    public async Task Sequences_wrap_after_2147483647()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Assert.Equal(ErrorCode.None, (await SendAsync(0, int.MaxValue - 1, count: 2)).Code);
        Assert.Equal(ErrorCode.None, (await SendAsync(0, 0)).Code);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(0, 2)).Code);
        Assert.Equal(ErrorCode.None, (await SendAsync(0, 1)).Code);
    }

    [Fact]
    public async Task A_new_epoch_starts_at_sequence_0_and_fences_the_old_one()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await SendAsync(3, 0);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(4, 1)).Code);
        Assert.Equal(ErrorCode.None, (await SendAsync(4, 0)).Code);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await SendAsync(3, 1)).Code);
        var state = (await ProducerAsync("orders", Id))!;
        Assert.Equal((4, 0, -1, -1), (state.ProducerEpoch, state.LastSequence, state.CoordinatorEpoch, state.CurrentTxnStartOffset));
    }

    [Fact]
    public async Task An_unknown_producer_may_begin_with_any_sequence()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Assert.Equal(ErrorCode.None, (await SendAsync(2, 41)).Code);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(2, 43)).Code);
        Assert.Equal(ErrorCode.None, (await SendAsync(2, 42)).Code);
    }

    [Fact]
    public async Task A_producer_is_forgotten_after_producer_id_expiration_ms()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        await SendAsync(0, 0);
        await Cluster.AdvanceAsync(TimeSpan.FromHours(23.9));
        Assert.NotNull(await ProducerAsync("orders", Id));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(0, 9)).Code);
        // Brokers look every ten minutes.
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.Null(await ProducerAsync("orders", Id));
        Assert.Equal(ErrorCode.None, (await SendAsync(0, 9)).Code);
    }

    [Fact]
    public async Task An_open_transaction_keeps_its_producer()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till", timeoutMs: 900_000)).ProducerId;
        // Seen from its last record the producer is old already; its transaction is not.
        await SendAsync("till", "orders", id, 0, 0, timestamp: Now - TimeSpan.FromDays(3).Ticks / TimeSpan.TicksPerMillisecond);
        await Cluster.AdvanceAsync(TimeSpan.FromMinutes(11));
        Assert.Equal(0, (await ProducerAsync("orders", id))!.CurrentTxnStartOffset);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_new_leader_knows_what_the_old_one_knew(bool crashes)
    {
        await CreateAsync("orders", [[1, 2]]);
        for (var i = 0; i < 3; i++)
            await SendAsync(0, i);
        var written = Now;
        if (crashes)
        {
            await Cluster.KillBrokerAsync(1);
            await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        }
        else
            await Cluster.StopBrokerAsync(1);
        Assert.Equal((ErrorCode.None, 1, written), await SendAsync(0, 1, ask: 2));
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, (await SendAsync(0, 4, ask: 2)).Code);
        Assert.Equal((ErrorCode.None, 3, -1), await SendAsync(0, 3, ask: 2));
    }

    [Fact]
    public async Task After_an_unclean_election_only_what_the_new_leader_has_is_known()
    {
        await CreateAsync("orders", [[1, 2]], new() { ["unclean.leader.election.enable"] = "true" });
        await SendAsync(0, 0);
        await Cluster.StopBrokerAsync(2);
        await SendAsync(0, 1);
        await Cluster.StopBrokerAsync(1);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(2, await LeaderAsync("orders", ask: 2));
        Assert.Equal((ErrorCode.None, 0, Now), await SendAsync(0, 0, ask: 2));
        // Sequence 1 is lost with its record, and is taken as new.
        Assert.Equal((ErrorCode.None, 1, -1), await SendAsync(0, 1, ask: 2));
        await Cluster.StartBrokerAsync(1);
        Assert.Equal(2, HighWatermark("orders", via: 2));
    }

    /// <summary>Of the cluster, milliseconds.</summary>
    private long Now => Cluster.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<(ErrorCode Code, long Offset, long Time)> SendAsync(short epoch, int sequence, int count = 1, int ask = 1)
    {
        var answer = await SendAsync(null, "orders", Id, epoch, sequence, count: count, ask: ask, timestamp: Now);
        return (answer.ErrorCode, answer.BaseOffset, answer.LogAppendTimeMs);
    }
}
