using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Protocol.Messages.CreatePartitionsRequest;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>CreatePartitions.</summary>
[Collection(nameof(WholeClusters))]
public sealed class PartitionScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    [Scenario]
    public Task Topic_grows_by_partitions_assigned_by_hand() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("growing", [[1, 2, 3]]);
        await c.AskAsync(Grow(name, 3, [[2, 3, 1], [3, 1, 2]]));
        await c.TopicIsKnownAsync(name, 3);
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }] });
    });

    [Scenario]
    public Task Counts_that_do_not_grow_a_topic() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("three", [[1], [2], [3]]);
        foreach (var count in new[] { 3, 2, 1, 0, -1 })
            await c.AskAsync(Grow(name, count));
        await c.AskAsync(Grow(c.Own("nobody"), 2));
        await c.AskAsync(Grow("bad name", 2));
    });

    [Scenario]
    public Task Assignments_of_new_partitions_that_are_wrong() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("two-replicas", [[1, 2]]);
        await c.AskAsync(Grow(name, 2, [[1]]));
        await c.AskAsync(Grow(name, 2, [[1, 1]]));
        await c.AskAsync(Grow(name, 2, [[1, 9]]));
        await c.AskAsync(Grow(name, 2, [[]]));
        await c.AskAsync(Grow(name, 2, []));
        await c.AskAsync(Grow(name, 3, [[1, 2]]));
        await c.AskAsync(Grow(name, 2, [[1, 2], [2, 3]]));
        await c.AskAsync(Grow(name, 2, [[1, 2, 3]]));
        await c.AskAsync(Grow(name, 2, [[-1, 2]]));
    });

    [Scenario]
    public Task Validation_alone_grows_nothing() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("validated", [[1, 2]]);
        var request = Grow(name, 4);
        request.ValidateOnly = true;
        await c.AskAsync(request);
        request.Topics[0].Count = 1;
        await c.AskAsync(request);
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }] });
    });

    [Scenario]
    public Task Topic_twice_in_one_request() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("twice", [[1]]);
        var request = Grow(name, 2, [[2]]);
        request.Topics.Add(Grow(name, 3).Topics[0]);
        request.Topics.Add(Grow(c.Own("nobody"), 3).Topics[0]);
        await c.AskAsync(request);
        await c.AskAsync(request, version: 0);
    });

    private static CreatePartitionsRequest Grow(string topic, int count, int[][]? assignments = null) => new()
    {
        TimeoutMs = 30_000,
        Topics = [new() { Name = topic, Count = count, Assignments = assignments?.Select(a => new CreatePartitionsAssignment { BrokerIds = [.. a] }).ToList() }],
    };
}
