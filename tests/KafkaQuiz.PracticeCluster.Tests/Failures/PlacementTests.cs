using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Failures;

/// <summary>Where replicas are put: racks by turns, a random start, fenced brokers behind the others of their rack; more partitions for a topic.</summary>
public sealed class PlacementTests() : ClusterTest(new() { Brokers = 5, Racks = ["a", "a", "b", "b", "c"] })
{
    [Fact]
    public async Task Three_replicas_lie_in_three_racks()
    {
        await Cluster.CreateTopicAsync("orders", 10);
        string Rack(int broker) => broker <= 2 ? "a" : broker <= 4 ? "b" : "c";
        Assert.All(Describe("orders").Partitions, p => Assert.Equal(["a", "b", "c"], p.Replicas.Select(Rack).Order()));
    }

    [Fact]
    public async Task Topics_start_at_different_brokers()
    {
        using var admin = Cluster.Admin();
        await admin.CreateTopicsAsync(Enumerable.Range(0, 20).Select(i => new TopicSpecification { Name = $"t{i}", NumPartitions = 1, ReplicationFactor = 1 }));
        Assert.True(admin.GetMetadata(RealClient.Patience).Topics.Select(t => t.Partitions[0].Leader).Distinct().Count() > 2);
    }

    [Fact]
    public async Task A_fenced_broker_gets_replicas_when_the_others_of_its_rack_are_too_few_and_a_dead_one_not_yet_fenced_as_if_it_were_alive()
    {
        await Cluster.StopBrokerAsync(1);
        await Cluster.CreateTopicAsync("three", 20, 3);
        Assert.All(Describe("three").Partitions, p => Assert.DoesNotContain(1, p.Replicas));
        await Cluster.CreateTopicAsync("five", 20, 5);
        Assert.All(Describe("five").Partitions, p => Assert.Contains(1, p.Replicas[1..]));
        Assert.All(Describe("five").Partitions, p => Assert.DoesNotContain(1, p.InSyncReplicas));
        await Cluster.KillBrokerAsync(2);
        Assert.Equal(Protocol.ErrorCode.None, await CreateViaAsync(3, "payments", 2, 3));
        Assert.Equal(2, (await ViewAsync("payments", ask: 3)).LeaderId);
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(3, (await ViewAsync("payments", ask: 3)).LeaderId);
    }

    [Fact]
    public async Task Partitions_can_be_added_and_never_taken_away()
    {
        await Cluster.CreateTopicAsync("orders", 2);
        using var admin = Cluster.Admin();
        await admin.CreatePartitionsAsync([new() { Topic = "orders", IncreaseTo = 4, ReplicaAssignments = [[1, 2, 3], [5, 4, 3]] }]);
        var topic = Describe("orders");
        Assert.Equal(4, topic.Partitions.Count);
        Assert.Equal([5, 4, 3], topic.Partitions.Single(p => p.PartitionId == 3).Replicas);
        await admin.CreatePartitionsAsync([new() { Topic = "orders", IncreaseTo = 6 }]);
        Assert.All(Describe("orders").Partitions, p => Assert.Equal(3, p.InSyncReplicas.Length));
        Assert.Equal(6, Describe("orders").Partitions.Count);

        Assert.Equal((ErrorCode.InvalidPartitions, "Topic already has 6 partition(s)."), await FaultAsync(new() { Topic = "orders", IncreaseTo = 6 }));
        Assert.Equal((ErrorCode.InvalidPartitions, "The topic orders currently has 6 partition(s); 3 would not be an increase."), await FaultAsync(new() { Topic = "orders", IncreaseTo = 3 }));
        Assert.Equal(ErrorCode.InvalidReplicaAssignment, (await FaultAsync(new() { Topic = "orders", IncreaseTo = 7, ReplicaAssignments = [[1, 2]] })).Code);
        Assert.Equal(ErrorCode.InvalidReplicaAssignment, (await FaultAsync(new() { Topic = "orders", IncreaseTo = 7, ReplicaAssignments = [[1, 2, 9]] })).Code);
        Assert.Equal(ErrorCode.UnknownTopicOrPart, (await FaultAsync(new() { Topic = "nope", IncreaseTo = 3 })).Code);
        await admin.CreatePartitionsAsync([new() { Topic = "orders", IncreaseTo = 7 }], new() { ValidateOnly = true });
        Assert.Equal(6, Describe("orders").Partitions.Count);

        async Task<(ErrorCode Code, string)> FaultAsync(PartitionsSpecification wanted)
        {
            var fault = await Assert.ThrowsAsync<CreatePartitionsException>(() => admin.CreatePartitionsAsync([wanted]));
            return (fault.Results.Single().Error.Code, fault.Results.Single().Error.Reason);
        }
    }

    private TopicMetadata Describe(string topic)
    {
        using var admin = Cluster.Admin();
        return admin.GetMetadata(topic, RealClient.Patience).Topics.Single();
    }
}
