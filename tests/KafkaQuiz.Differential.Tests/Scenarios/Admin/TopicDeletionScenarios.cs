using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;
using static KafkaQuiz.Protocol.Messages.DeleteTopicsRequest;

namespace KafkaQuiz.Differential.Tests.Scenarios.Admin;

/// <summary>DeleteTopics by name and by id (KIP-516).</summary>
[Collection(nameof(WholeClusters))]
public sealed class TopicDeletionScenarios(ClusterPair clusters) : DifferentialTest(clusters)
{
    private static readonly Guid Nobody = new("01234567-89ab-cdef-0123-456789abcdef");

    [Scenario]
    public Task Topic_that_is_deleted_by_name_is_gone() => CompareAsync(async c =>
    {
        var (name, id) = await c.TopicAsync("gone", [[1, 2, 3]]);
        await c.AskAsync(Delete(new DeleteTopicState { Name = name }));
        await GoneAsync(c, name, id);
        await c.AskAsync(Delete(new DeleteTopicState { Name = name }));
    });

    [Scenario]
    public Task Topic_that_is_deleted_by_id_is_gone() => CompareAsync(async c =>
    {
        var (name, id) = await c.TopicAsync("gone", [[1, 2, 3]]);
        await c.AskAsync(Delete(new DeleteTopicState { TopicId = id }));
        await GoneAsync(c, name, id);
        await c.AskAsync(Delete(new DeleteTopicState { TopicId = id }));
    });

    [Scenario]
    public Task Old_versions_take_names_only() => CompareAsync(async c =>
    {
        for (short version = 1; version <= 5; version++)
        {
            var (name, _) = await c.TopicAsync("v" + version, [[1, 2]]);
            await c.AskAsync(new DeleteTopicsRequest { TopicNames = [name, c.Own("nobody")], TimeoutMs = 30_000 }, version: version);
        }
    });

    [Scenario]
    public Task Deletions_that_name_nothing_or_too_much() => CompareAsync(async c =>
    {
        var (name, id) = await c.TopicAsync("there", [[1, 2, 3]]);
        await c.AskAsync(Delete(new DeleteTopicState { Name = c.Own("nobody") }));
        await c.AskAsync(Delete(new DeleteTopicState { TopicId = Nobody }));
        await c.AskAsync(Delete(new DeleteTopicState { Name = name }, new() { Name = name }));
        await c.AskAsync(Delete(new DeleteTopicState { TopicId = id }, new() { TopicId = id }));
        await c.AskAsync(Delete());
        await c.AskAsync(Delete(new DeleteTopicState { Name = name, TopicId = id }));
        await c.AskAsync(Delete(new DeleteTopicState()));
        await c.AskAsync(new MetadataRequest { Topics = [new() { Name = name }], AllowAutoTopicCreation = false });
        await c.AskAsync(Delete(new DeleteTopicState { Name = name }, new() { TopicId = id }));
    });

    private static DeleteTopicsRequest Delete(params DeleteTopicState[] topics) => new() { TimeoutMs = 30_000, Topics = [.. topics] };

    private static async Task GoneAsync(Conversation c, string name, Guid id)
    {
        for (var broker = 1; broker <= 3; broker++)
            await c.AskUntilAsync(new MetadataRequest { Topics = [new() { Name = name }], AllowAutoTopicCreation = false }, r => r.Topics[0].ErrorCode == ErrorCode.UnknownTopicOrPartition, broker);
        await c.AskAsync(new MetadataRequest { Topics = [new() { TopicId = id }], AllowAutoTopicCreation = false });
    }
}
