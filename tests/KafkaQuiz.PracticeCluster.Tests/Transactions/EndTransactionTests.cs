using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>The table of EndTxn: what each state makes of a commit or an abort. The values are those of Apache Kafka 4.3.1 for the same requests.</summary>
public sealed class EndTransactionTests() : TransactionTest(new())
{
    private const bool Commit = true;
    private const bool Abort = false;

    [Fact]
    public async Task With_transaction_version_1_the_epoch_stays_and_the_same_decision_may_be_repeated()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, (await EndAsync("nobody", 1, 0, Commit, 4)).Code);
        var id = (await InitAsync("till")).ProducerId;
        Assert.Equal((ErrorCode.InvalidTxnState, -1, -1), await EndAsync("till", id, 0, Commit, 4));
        Assert.Equal((ErrorCode.InvalidTxnState, -1, -1), await EndAsync("till", id, 0, Abort, 4));
        await AddAsync("till", id, 0, [("orders", 0)]);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, (await EndAsync("till", id + 1, 0, Commit, 4)).Code);
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, 1, Commit, 4)).Code);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await EndAsync("till", id, 1, Commit, 1)).Code);
        Assert.Equal((ErrorCode.None, -1, -1), await EndAsync("till", id, 0, Commit, 4));
        Assert.Equal("CompleteCommit", await StateAsync("till"));
        Assert.Equal(ErrorCode.None, (await EndAsync("till", id, 0, Commit, 4)).Code);
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 0, Abort, 4)).Code);
        await AddAsync("till", id, 0, [("orders", 0)]);
        Assert.Equal((ErrorCode.None, -1, -1), await EndAsync("till", id, 0, Abort, 0));
        Assert.Equal("CompleteAbort", await StateAsync("till"));
        Assert.Equal(ErrorCode.None, (await EndAsync("till", id, 0, Abort, 4)).Code);
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 0, Commit, 4)).Code);
        Assert.Equal((0, 0), ((await DescribeAsync("till")).ProducerEpoch, (await ProducerAsync("orders", id))!.ProducerEpoch));
    }

    [Fact]
    public async Task With_transaction_version_2_every_end_bumps_the_epoch_and_the_one_before_repeats()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        // Empty.
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 0, Commit)).Code);
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, -1, Commit)).Code);
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, -1, Abort)).Code);
        Assert.Equal((ErrorCode.None, id, 1), await EndAsync("till", id, 0, Abort));
        // CompleteAbort.
        Assert.Equal((ErrorCode.None, id, 1), await EndAsync("till", id, 0, Abort));
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 0, Commit)).Code);
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 1, Commit)).Code);
        Assert.Equal((ErrorCode.None, id, 2), await EndAsync("till", id, 1, Abort));
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, 7, Abort)).Code);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, (await EndAsync("till", id + 1, 2, Abort)).Code);
        // Ongoing.
        Assert.Equal(ErrorCode.None, (await SendAsync("till", "orders", id, 2, 0)).ErrorCode);
        Assert.Equal("Ongoing", await StateAsync("till"));
        Assert.Equal(ErrorCode.ProducerFenced, (await EndAsync("till", id, 1, Commit)).Code);
        Assert.Equal((ErrorCode.None, id, 3), await EndAsync("till", id, 2, Commit));
        // CompleteCommit.
        Assert.Equal((ErrorCode.None, id, 3), await EndAsync("till", id, 2, Commit));
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 2, Abort)).Code);
        Assert.Equal(ErrorCode.InvalidTxnState, (await EndAsync("till", id, 3, Commit)).Code);
        Assert.Equal((ErrorCode.None, id, 4), await EndAsync("till", id, 3, Abort));
        // The marker has the bumped epoch: what comes late with the old one is refused.
        Assert.Equal(3, (await ProducerAsync("orders", id))!.ProducerEpoch);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await SendAsync("till", "orders", id, 2, 1)).ErrorCode);
    }

    [Fact]
    public async Task One_unknown_partition_and_none_joins_the_transaction()
    {
        await CreateAsync("orders", [[1, 2, 3], [2, 3, 1]]);
        var id = (await InitAsync("till")).ProducerId;
        Assert.Equal([ErrorCode.OperationNotAttempted, ErrorCode.UnknownTopicOrPartition, ErrorCode.UnknownTopicOrPartition],
            await AddAsync("till", id, 0, [("orders", 0), ("orders", 7), ("nope", 0)]));
        Assert.Equal([ErrorCode.OperationNotAttempted, ErrorCode.TopicAuthorizationFailed], await AddAsync("till", id, 0, [("orders", 0), ("__transaction_state", 0)]));
        Assert.Equal("Empty", await StateAsync("till"));
        Assert.Equal([ErrorCode.InvalidProducerIdMapping], await AddAsync("nobody", 1, 0, [("orders", 0)]));
        Assert.Equal([ErrorCode.InvalidProducerIdMapping], await AddAsync("till", id + 1, 0, [("orders", 0)]));
        Assert.Equal([ErrorCode.ProducerFenced], await AddAsync("till", id, 1, [("orders", 0)], version: 2));
        Assert.Equal([ErrorCode.InvalidProducerEpoch], await AddAsync("till", id, 1, [("orders", 0)], version: 1));
        Assert.Equal([ErrorCode.None, ErrorCode.None], await AddAsync("till", id, 0, [("orders", 0), ("orders", 1)]));
        var described = await DescribeAsync("till");
        Assert.Equal(("Ongoing", "orders"), (described.TransactionState, described.Topics.Single().Topic));
        Assert.Equal([0, 1], described.Topics.Single().Partitions.Order());
    }
}
