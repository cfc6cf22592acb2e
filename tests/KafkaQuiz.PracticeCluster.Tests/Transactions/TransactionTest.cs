using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using Record = KafkaQuiz.Protocol.Record;

namespace KafkaQuiz.Practice.Tests.Transactions;

/// <summary>A test that takes each step of a transaction itself, as no client's producer lets it: requests and versions are its choice.</summary>
public abstract class TransactionTest(PracticeClusterOptions options) : ClusterTest(options)
{
    internal async Task<TResponse> AskAsync<TResponse>(int broker, IRequest<TResponse> request, short version)
        where TResponse : class, IResponse
    {
        await using var connection = await ConnectAsync(broker);
        return await connection.SendAsync(request, version, Cancel);
    }

    /// <summary>The coordinator of a transactional id (key type 1) or a group (0), asked of a broker that lives.</summary>
    internal async Task<int> CoordinatorAsync(string key, sbyte type = 1, int ask = 1)
    {
        var found = (await AskAsync(ask, new FindCoordinatorRequest { KeyType = type, CoordinatorKeys = [key] })).Coordinators.Single();
        Assert.Equal(ErrorCode.None, found.ErrorCode);
        return found.NodeId;
    }

    internal async Task<InitProducerIdResponse> InitAsync(string id, long producerId = -1, short epoch = -1, int timeoutMs = 60_000, short version = 5, int ask = 1) =>
        await AskAsync(await CoordinatorAsync(id, ask: ask), new InitProducerIdRequest { TransactionalId = id, TransactionTimeoutMs = timeoutMs, ProducerId = producerId, ProducerEpoch = epoch }, version);

    /// <summary>As the controller has it, be it alive or not.</summary>
    internal async Task<int> LeaderAsync(string topic, int partition = 0, int ask = 1) =>
        (await AskAsync(ask, new DescribeTopicPartitionsRequest { Topics = [new() { Name = topic }] })).Topics.Single().Partitions.Single(p => p.PartitionIndex == partition).LeaderId;

    /// <summary>Adds partitions as clients of transaction version 1 do: v0-3.</summary>
    /// <returns>Their codes in the order asked.</returns>
    internal async Task<List<ErrorCode>> AddAsync(string id, long producerId, short epoch, (string Topic, int Partition)[] partitions, short version = 3, int ask = 1)
    {
        var answer = await AskAsync(await CoordinatorAsync(id, ask: ask), new AddPartitionsToTxnRequest
        {
            V3AndBelowTransactionalId = id,
            V3AndBelowProducerId = producerId,
            V3AndBelowProducerEpoch = epoch,
            V3AndBelowTopics = [.. partitions.GroupBy(p => p.Topic).Select(t => new AddPartitionsToTxnRequest.AddPartitionsToTxnTopic { Name = t.Key, Partitions = [.. t.Select(p => p.Partition)] })],
        }, version);
        return [.. partitions.Select(p => answer.ResultsByTopicV3AndBelow.Single(t => t.Name == p.Topic).ResultsByPartition.Single(r => r.PartitionIndex == p.Partition).PartitionErrorCode)];
    }

    internal async Task<(ErrorCode Code, long ProducerId, int Epoch)> EndAsync(string id, long producerId, short epoch, bool commit, short version = 5, int ask = 1)
    {
        var answer = await AskAsync(await CoordinatorAsync(id, ask: ask), new EndTxnRequest { TransactionalId = id, ProducerId = producerId, ProducerEpoch = epoch, Committed = commit }, version);
        return (answer.ErrorCode, answer.ProducerId, answer.ProducerEpoch);
    }

    /// <summary>Sends one batch; v12 adds the partition to the transaction, v11 and below verify that it is in.</summary>
    internal async Task<ProduceResponse.PartitionProduceResponse> SendAsync(
        string? id, string topic, long producerId, short epoch, int sequence, short version = 12, int partition = 0, int count = 1, int? broker = null, int ask = 1, long? timestamp = null)
    {
        var batch = new RecordBatchBuilder { ProducerId = producerId, ProducerEpoch = epoch, BaseSequence = sequence, IsTransactional = id is not null }
            .Build([.. Enumerable.Range(0, count).Select(_ => new Record { Timestamp = timestamp ?? Cluster.Time.GetUtcNow().ToUnixTimeMilliseconds(), Value = "v"u8.ToArray() })]);
        var answer = await AskAsync(broker ?? await LeaderAsync(topic, partition, ask), new ProduceRequest
        {
            TransactionalId = id,
            Acks = -1,
            TimeoutMs = 5000,
            TopicData = [new() { Name = topic, PartitionData = [new() { Index = partition, Records = new Records(batch) }] }],
        }, version);
        return answer.Responses.Single().PartitionResponses.Single();
    }

    internal async Task<ErrorCode> CommitOffsetAsync(
        string id, string group, long producerId, short epoch, string topic, long offset, short version = 5, int generation = -1, string member = "", int ask = 1)
    {
        var answer = await AskAsync(await CoordinatorAsync(group, type: 0, ask), new TxnOffsetCommitRequest
        {
            TransactionalId = id,
            GroupId = group,
            ProducerId = producerId,
            ProducerEpoch = epoch,
            GenerationId = generation,
            MemberId = member,
            Topics = [new() { Name = topic, Partitions = [new() { PartitionIndex = 0, CommittedOffset = offset, CommittedMetadata = "" }] }],
        }, version);
        return answer.Topics.Single().Partitions.Single().ErrorCode;
    }

    /// <summary>Committed offset of partition 0.</summary>
    internal async Task<(ErrorCode Code, long Offset)> OffsetAsync(string group, string topic, bool stable, int ask = 1)
    {
        var answer = await AskAsync(await CoordinatorAsync(group, type: 0, ask), new OffsetFetchRequest
        {
            RequireStable = stable,
            Groups = [new() { GroupId = group, Topics = [new() { Name = topic, PartitionIndexes = [0] }] }],
        }, 9);
        var partition = answer.Groups.Single().Topics.Single().Partitions.Single();
        return (partition.ErrorCode, partition.CommittedOffset);
    }

    internal async Task<DescribeTransactionsResponse.TransactionStateData> DescribeAsync(string id, int ask = 1) =>
        (await AskAsync(await CoordinatorAsync(id, ask: ask), new DescribeTransactionsRequest { TransactionalIds = [id] })).TransactionStates.Single();

    internal async Task<string> StateAsync(string id, int ask = 1) => (await DescribeAsync(id, ask)).TransactionState;

    /// <summary>What a partition's leader knows of a producer; null for nothing.</summary>
    internal async Task<DescribeProducersResponse.ProducerState?> ProducerAsync(string topic, long producerId, int partition = 0, int ask = 1)
    {
        var answer = await AskAsync(await LeaderAsync(topic, partition, ask), new DescribeProducersRequest { Topics = [new() { Name = topic, PartitionIndexes = [partition] }] });
        return answer.Topics.Single().Partitions.Single().ActiveProducers.SingleOrDefault(p => p.ProducerId == producerId);
    }

    /// <summary>A partition as a read_committed consumer gets it: "3t" for a transactional batch at offset 3, "d" for data without a
    /// transaction, "C" and "A" for markers; the last stable offset; the aborted transactions.</summary>
    internal async Task<(string Batches, long LastStable, string Aborted)> FetchAsync(string topic, int partition = 0, long from = 0, sbyte isolation = 1, int ask = 1)
    {
        var data = await ReadAsync(topic, partition, from, isolation, ask);
        var batches = RecordBatch.Split(data.Records!.ToMemory()).Select(b => $"{b.BaseOffset}{(TransactionMarker.Read(b) switch { true => "C", false => "A", null => b.IsTransactional ? "t" : "d" })}");
        return (string.Join(' ', batches), data.LastStableOffset, string.Join(' ', data.AbortedTransactions?.Select(a => $"{a.ProducerId}@{a.FirstOffset}") ?? []));
    }

    /// <summary>All records of a partition, markers included.</summary>
    internal async Task<List<Record>> RecordsAsync(string topic, int partition) =>
        [.. RecordBatch.Split((await ReadAsync(topic, partition, 0, 0, 1)).Records!.ToMemory()).SelectMany(b => b.ReadRecords())];

    private async Task<FetchResponse.PartitionData> ReadAsync(string topic, int partition, long from, sbyte isolation, int ask)
    {
        var id = (await AskAsync(ask, new MetadataRequest { Topics = [new() { Name = topic }] })).Topics.Single().TopicId;
        var answer = await AskAsync(await LeaderAsync(topic, partition, ask), new FetchRequest
        {
            MaxWaitMs = 0,
            MaxBytes = 1 << 20,
            IsolationLevel = isolation,
            SessionEpoch = -1,
            Topics = [new() { TopicId = id, Partitions = [new() { Partition = partition, FetchOffset = from, PartitionMaxBytes = 1 << 20, CurrentLeaderEpoch = -1, LastFetchedEpoch = -1 }] }],
        });
        var data = answer.Responses.Single().Partitions.Single();
        Assert.Equal(ErrorCode.None, data.ErrorCode);
        return data;
    }

    /// <summary>A transactional id whose partition of __transaction_state is as wanted.</summary>
    internal async Task<string> IdWhereAsync(Func<DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition, bool> wanted)
    {
        await CoordinatorAsync("any");
        var partitions = (await AskAsync(1, new DescribeTopicPartitionsRequest { Topics = [new() { Name = "__transaction_state" }] })).Topics.Single().Partitions;
        // "a" has the hash code 97: single letters go from partition to partition.
        var index = partitions.First(wanted).PartitionIndex;
        return Enumerable.Range(97, 50).Select(c => ((char)c).ToString()).First(id => id[0] % partitions.Count == index);
    }
}
