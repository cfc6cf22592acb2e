using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>
/// What the leader of a partition makes of transactional batches: it asks the coordinator first (KIP-890). The values are those of Apache
/// Kafka 4.3.1 for the same requests.
/// </summary>
public sealed class TransactionalProduceTests() : TransactionTest(new())
{
    [Theory]
    [InlineData(10, ErrorCode.InvalidTxnState, "Partition was not added to the transaction")]
    [InlineData(11, ErrorCode.TransactionAbortable, null)]
    [InlineData(12, ErrorCode.None, null)]
    public async Task A_partition_that_is_not_in_the_transaction_is_refused_or_added_by_version(short version, ErrorCode code, string? message)
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        var answer = await SendAsync("till", "orders", id, 0, 0, version);
        Assert.Equal((code, message), (answer.ErrorCode, answer.ErrorMessage));
        Assert.Equal(code == ErrorCode.None ? "Ongoing" : "Empty", await StateAsync("till"));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task The_coordinators_objections_are_the_producers(short version)
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, (await SendAsync("nobody", "orders", id, 0, 0, version)).ErrorCode);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, (await SendAsync("till", "orders", id + 1, 0, 0, version)).ErrorCode);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, (await SendAsync("till", "orders", id, 5, 0, version)).ErrorCode);
    }

    [Fact]
    public async Task Once_a_partition_has_records_of_the_transaction_nobody_is_asked()
    {
        var coordinator = await CoordinatorAsync("till");
        var leader = (coordinator % 3) + 1;
        await CreateAsync("orders", [[leader], [leader]]);
        var id = (await InitAsync("till")).ProducerId;
        Assert.Equal(ErrorCode.None, (await SendAsync("till", "orders", id, 0, 0)).ErrorCode);
        await Cluster.HangBrokerAsync(coordinator);
        Assert.Equal(ErrorCode.None, (await SendAsync("till", "orders", id, 0, 1, broker: leader)).ErrorCode);
        // For another partition it would be, and does not answer: the producer is to try again.
        var asked = SendAsync("till", "orders", id, 0, 0, partition: 1, broker: leader);
        await AdvanceUntilAsync(asked, TimeSpan.FromSeconds(5));
        var answer = await asked;
        Assert.Equal((ErrorCode.NotEnoughReplicas, "Unable to verify the partition has been added to the transaction. Underlying error: NETWORK_EXCEPTION"), (answer.ErrorCode, answer.ErrorMessage));
    }

    [Fact]
    public async Task While_a_transaction_is_open_its_producer_writes_nothing_else()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var id = (await InitAsync("till")).ProducerId;
        await SendAsync("till", "orders", id, 0, 0);
        var answer = await SendAsync(null, "orders", id, 0, 1);
        // Faults that are found in the log tell where it starts.
        Assert.Equal((ErrorCode.InvalidTxnState, 0), (answer.ErrorCode, answer.LogStartOffset));
    }

    [Fact]
    public async Task Transactional_batches_need_a_transactional_id()
    {
        await CreateAsync("orders", [[1, 2, 3]]);
        var batch = new RecordBatchBuilder { ProducerId = 5, ProducerEpoch = 0, BaseSequence = 0, IsTransactional = true }.Build([new() { Timestamp = 1, Value = "v"u8.ToArray() }]);
        var answer = await AskAsync(await LeaderAsync("orders"), new ProduceRequest
        {
            Acks = -1,
            TimeoutMs = 1000,
            TopicData = [new() { Name = "orders", PartitionData = [new() { Index = 0, Records = new Records(batch) }] }],
        }, 9);
        Assert.Equal(ErrorCode.TransactionalIdAuthorizationFailed, answer.Responses.Single().PartitionResponses.Single().ErrorCode);
    }

    [Fact]
    public async Task Kafkas_own_topics_take_no_records_of_clients()
    {
        var coordinator = await CoordinatorAsync("till");
        Assert.Equal(ErrorCode.InvalidTopicException, (await SendAsync(null, "__transaction_state", -1, -1, -1, 9, broker: coordinator)).ErrorCode);
    }

    [Fact]
    public async Task Brokers_verify_and_add_with_versions_of_their_own()
    {
        await CreateAsync("orders", [[1, 2, 3], [2, 3, 1]]);
        var id = (await InitAsync("till")).ProducerId;
        await AddAsync("till", id, 0, [("orders", 0)]);
        Assert.Equal("till: None TransactionAbortable", await SendAsync(4, verify: true));
        Assert.Equal("till: ProducerFenced ProducerFenced", await SendAsync(4, verify: true, epoch: 1));
        Assert.Equal("till: None None", await SendAsync(5, verify: false));
        Assert.Equal("till: None None", await SendAsync(4, verify: true));

        async Task<string> SendAsync(short version, bool verify, short epoch = 0)
        {
            var answer = await AskAsync(await CoordinatorAsync("till"), new AddPartitionsToTxnRequest
            {
                Transactions = [new() { TransactionalId = "till", ProducerId = id, ProducerEpoch = epoch, VerifyOnly = verify, Topics = [new() { Name = "orders", Partitions = [0, 1] }] }],
            }, version);
            var result = answer.ResultsByTransaction.Single();
            return $"{result.TransactionalId}: {string.Join(' ', result.TopicResults.Single().ResultsByPartition.Select(p => p.PartitionErrorCode))}";
        }
    }
}
