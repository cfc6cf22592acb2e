using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Protocol.Messages.MetadataRequest;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>Metadata in its versions.</summary>
[Collection(nameof(WholeClusters))]
public sealed class MetadataScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly Guid Nobody = new("01234567-89ab-cdef-0123-456789abcdef");

    [Scenario]
    public Task Topic_by_name_in_every_version() => CompareAsync(async c =>
    {
        var (name, _) = await c.TopicAsync("described", [[1, 2], [3, 2]]);
        for (short version = 0; version <= 13; version++)
            await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }], AllowAutoTopicCreation = true, IncludeClusterAuthorizedOperations = version is >= 8 and <= 10, IncludeTopicAuthorizedOperations = version >= 8 }, version: version);
    });

    [Scenario]
    public Task Topic_by_id() => CompareAsync(async c =>
    {
        var (name, id) = await c.TopicAsync("described", [[2, 1]]);
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id }), version: 12);
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id }), version: 13, broker: 3);
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = Nobody }));
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id }, new() { TopicId = Nobody }));
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id, Name = name }));
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id }, new() { Name = name }));
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id }), version: 10);
        await c.AskAsync(Ask(new MetadataRequestTopic { TopicId = id }), version: 11);
    });

    [Scenario]
    public Task Topics_that_are_not_there_or_cannot_be() => CompareAsync(async c =>
    {
        foreach (short version in new[] { 4, 9, 12, 13 })
            await c.AskAsync(Ask(new MetadataRequestTopic { Name = c.Own("nobody") }, new() { Name = "bad name" }, new() { Name = "" }, new() { Name = "__cluster_metadata" }), version: version);
        await c.AskAsync(Ask());
        await c.AskAsync(Ask(), version: 0, own: r => r.Topics.RemoveAll(t => t.Name != "__consumer_offsets"));
    });

    [Scenario]
    public Task Topic_that_is_asked_for_is_created() => CompareAsync(async c =>
    {
        var name = c.Own("automatic");
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }], AllowAutoTopicCreation = true });
        await c.UntilAsync(Ask(new MetadataRequestTopic { Name = name }), r => r.Topics[0].Partitions.Count == 2 && r.Topics[0].ErrorCode == ErrorCode.None);
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = "bad name" }], AllowAutoTopicCreation = true });
    });

    [Scenario]
    public Task Internal_topics_are_marked() => CompareAsync(async c =>
    {
        await c.AskAsync(Ask(new MetadataRequestTopic { Name = "__consumer_offsets" }, new() { Name = "__transaction_state" }));
        await c.AskAsync(new MetadataRequest { Topics = null }, own: r => r.Topics.RemoveAll(t => !t.IsInternal));
        await c.AskAsync(new DescribeTopicPartitionsRequest { Topics = [new() { Name = "__consumer_offsets" }] });
    });

    private static MetadataRequest Ask(params MetadataRequestTopic[] topics) => new() { Topics = [.. topics], AllowAutoTopicCreation = false };
}
