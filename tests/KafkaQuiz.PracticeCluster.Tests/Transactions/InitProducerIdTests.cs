using System.Buffers.Binary;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>Producer ids and epochs. The values are those of Apache Kafka 4.3.1 for the same requests.</summary>
public sealed class InitProducerIdTests() : TransactionTest(new())
{
    [Fact]
    public async Task Each_start_gets_the_next_epoch()
    {
        var first = await InitAsync("till");
        var second = await InitAsync("till");
        Assert.Equal((ErrorCode.None, 0), (first.ErrorCode, first.ProducerEpoch));
        Assert.Equal((ErrorCode.None, first.ProducerId, 1), (second.ErrorCode, second.ProducerId, second.ProducerEpoch));
        Assert.NotEqual(first.ProducerId, (await InitAsync("other")).ProducerId);
    }

    [Fact]
    public async Task Brokers_give_out_ids_from_blocks_of_a_thousand()
    {
        async Task<long> NextAsync(int broker) => (await AskAsync(broker, new InitProducerIdRequest { TransactionalId = null })).ProducerId;
        List<long> ids = [await NextAsync(2), await NextAsync(1), await NextAsync(2), await NextAsync(1), await NextAsync(3)];
        Assert.Equal([0, 1000, 1, 1001, 2000], ids);
        // A broker that starts again takes a new block.
        await Cluster.StopBrokerAsync(2);
        await Cluster.StartBrokerAsync(2);
        Assert.Equal(3000, await NextAsync(2));
    }

    [Theory]
    [InlineData("", 60_000, ErrorCode.InvalidRequest)]
    [InlineData("till", 0, ErrorCode.InvalidTransactionTimeout)]
    [InlineData("till", -1, ErrorCode.InvalidTransactionTimeout)]
    [InlineData("till", 900_001, ErrorCode.InvalidTransactionTimeout)]
    [InlineData("till", 900_000, ErrorCode.None)]
    public async Task Timeouts_reach_to_transaction_max_timeout_ms(string id, int timeoutMs, ErrorCode code)
    {
        var broker = id.Length == 0 ? 1 : await CoordinatorAsync(id);
        Assert.Equal(code, (await AskAsync(broker, new InitProducerIdRequest { TransactionalId = id, TransactionTimeoutMs = timeoutMs })).ErrorCode);
    }

    [Fact]
    public async Task Only_the_coordinator_answers()
    {
        var other = (await CoordinatorAsync("till") % 3) + 1;
        Assert.Equal(ErrorCode.NotCoordinator, (await AskAsync(other, new InitProducerIdRequest { TransactionalId = "till", TransactionTimeoutMs = 1000 })).ErrorCode);
    }

    [Fact]
    public async Task A_producer_goes_on_with_the_epoch_it_has_and_may_repeat_that()
    {
        var (id, epoch) = await StartAsync("till");
        Assert.Equal((ErrorCode.None, id, 1), await GoOnAsync(id, epoch));
        Assert.Equal((ErrorCode.None, id, 1), await GoOnAsync(id, epoch));
        Assert.Equal((ErrorCode.ProducerFenced, -1, -1), await GoOnAsync(id, 9));
        Assert.Equal((ErrorCode.ProducerFenced, -1, -1), await GoOnAsync(id + 424242, 0));
        Assert.Equal((ErrorCode.InvalidProducerEpoch, -1, -1), await GoOnAsync(id, 9, version: 3));
        Assert.Equal((ErrorCode.InvalidRequest, -1, -1), await GoOnAsync(id, -1));
        Assert.Equal((ErrorCode.InvalidRequest, -1, -1), await GoOnAsync(-1, 0));
        // Another one has started since: what it has is old.
        await InitAsync("till");
        Assert.Equal((ErrorCode.ProducerFenced, -1, -1), await GoOnAsync(id, epoch));

        async Task<(ErrorCode, long, int)> GoOnAsync(long producerId, short has, short version = 5)
        {
            var answer = await InitAsync("till", producerId, has, version: version);
            return (answer.ErrorCode, answer.ProducerId, answer.ProducerEpoch);
        }
    }

    [Fact]
    public async Task A_start_aborts_what_the_last_one_left_open_and_is_told_to_come_again()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var (id, epoch) = await StartAsync("till");
        await SendAsync("till", "orders", id, epoch, 0);
        Assert.Equal(ErrorCode.ConcurrentTransactions, (await InitAsync("till")).ErrorCode);
        var aborted = await DescribeAsync("till");
        Assert.Equal(("CompleteAbort", 1), (aborted.TransactionState, aborted.ProducerEpoch));
        Assert.Equal(("0t 1A", 2, $"{id}@0"), await FetchAsync("orders"));
        // The epoch of that abort was told to nobody.
        Assert.Equal(2, (await InitAsync("till")).ProducerEpoch);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await SendAsync("till", "orders", id, epoch, 1)).ErrorCode);
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, epoch, commit: true)).Code);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await EndAsync("till", id, epoch, commit: true, version: 1)).Code);
    }

    [Fact]
    public async Task When_the_epochs_are_used_up_a_new_producer_id_follows()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var (id, _) = await StartAsync("till");
        // Thousands of transactions later.
        short epoch = short.MaxValue - 3;
        await Cluster.State.Loop.RunAsync(() =>
        {
            var transaction = Cluster.State.Transactions.Loaded.SelectMany(o => o.Transactions.Values).Single();
            transaction.Metadata = transaction.Metadata with { ProducerEpoch = epoch };
        });
        // With transaction version 2 every abort takes an epoch, one without records too. 32767 is kept for fencing.
        for (; epoch < short.MaxValue - 1; epoch++)
            Assert.Equal((ErrorCode.None, id, epoch + 1), await EndAsync("till", id, epoch, commit: false));
        await SendAsync("till", "orders", id, epoch, 0);
        var (code, next, first) = await EndAsync("till", id, epoch, commit: true);
        Assert.Equal((ErrorCode.None, 0), (code, first));
        Assert.NotEqual(id, next);
        // The answer may be lost: asking again gives the same.
        Assert.Equal((ErrorCode.None, next, 0), await EndAsync("till", id, epoch, commit: true));
        Assert.Equal(short.MaxValue, (await ProducerAsync("orders", id))!.ProducerEpoch);
        Assert.Equal(ErrorCode.None, (await SendAsync("till", "orders", next, 0, 0)).ErrorCode);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public async Task The_finalized_transaction_version_decides_what_is_written_and_how_a_producer_is_fenced(short level, short valueVersion)
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        if (level < 2)
            await AskAsync(1, new UpdateFeaturesRequest { TimeoutMs = 1000, FeatureUpdates = [new() { Feature = "transaction.version", MaxVersionLevel = level, UpgradeType = 2 }] });
        var (id, epoch) = await StartAsync("a");
        await AddAsync("a", id, epoch, [("orders", 0)]);
        await SendAsync("a", "orders", id, epoch, 0, version: 11);
        Assert.Equal(ErrorCode.ConcurrentTransactions, (await InitAsync("a")).ErrorCode);
        Assert.Equal(("0t 1A", 1), ((await FetchAsync("orders")).Batches, (await ProducerAsync("orders", id))!.ProducerEpoch));
        Assert.Equal(2, (await InitAsync("a")).ProducerEpoch);
        // "a" has the hash code 97. Empty, Ongoing, PrepareAbort, CompleteAbort, Empty.
        var written = await RecordsAsync("__transaction_state", partition: 97 % 50);
        Assert.Equal(5, written.Count);
        Assert.All(written, r => Assert.Equal(valueVersion, BinaryPrimitives.ReadInt16BigEndian(r.Value!.Value.Span)));
        // The client's version stands with the decision, in a tagged field at the end; 0 is not written.
        Assert.Equal(level == 2, written[2].Value!.Value.Span.EndsWith((ReadOnlySpan<byte>)[2, 2, 0, 2]));
    }

    private async Task<(long ProducerId, short Epoch)> StartAsync(string id)
    {
        var answer = await InitAsync(id);
        Assert.Equal(ErrorCode.None, answer.ErrorCode);
        return (answer.ProducerId, answer.ProducerEpoch);
    }
}
