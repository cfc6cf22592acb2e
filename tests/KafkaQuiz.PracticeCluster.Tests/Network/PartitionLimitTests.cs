using KafkaQuiz.Practice.Tests.Clients;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>Topics without end.</summary>
public sealed class PartitionLimitTests() : ClusterTest(new() { Brokers = 1 })
{
    [Fact]
    public async Task A_cluster_takes_no_more_partitions_than_it_can_carry_until_some_go()
    {
        async Task<ErrorCode> CreateAsync(string name, int partitions) =>
            (await AskAsync(1, new CreateTopicsRequest { TimeoutMs = 60_000, Topics = [new() { Name = name, NumPartitions = partitions, ReplicationFactor = 1 }] })).Topics.Single().ErrorCode;

        Assert.Equal(ErrorCode.PolicyViolation, await CreateAsync("huge", 10_001));
        Assert.Equal(ErrorCode.None, await CreateAsync("a", 10_000));
        Assert.Equal(ErrorCode.None, await CreateAsync("b", 9_999));
        Assert.Equal(ErrorCode.PolicyViolation, await CreateAsync("c", 2));
        Assert.Equal(ErrorCode.None, await CreateAsync("c", 1));
        var more = await AskAsync(1, new CreatePartitionsRequest { TimeoutMs = 60_000, Topics = [new() { Name = "c", Count = 2 }] });
        Assert.Equal((ErrorCode.PolicyViolation, "The practice cluster has at most 20000 partitions: delete a topic."), (more.Results[0].ErrorCode, more.Results[0].ErrorMessage!));
        await AskAsync(1, new DeleteTopicsRequest { TimeoutMs = 60_000, Topics = [new() { Name = "a" }] });
        Assert.Equal(ErrorCode.None, await CreateAsync("d", 2));
    }
}
