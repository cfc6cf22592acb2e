using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>Requests about groups, sent where the Java admin client sends them.</summary>
internal static class GroupCalls
{
    /// <summary>Consumer groups of all brokers.</summary>
    /// <param name="states">Kafka's names, empty for all.</param>
    /// <param name="types">Classic, Consumer; empty for both.</param>
    public static Task<List<ListGroupsResponse.ListedGroup>> ListAsync(ClusterClient client, IReadOnlyCollection<string> states, IReadOnlyCollection<string> types, CancellationToken cancel) =>
        ListAsync(client, states, types, g => g.ProtocolType is "" or "consumer", cancel);

    /// <summary>Groups of every kind, of all brokers.</summary>
    public static Task<List<ListGroupsResponse.ListedGroup>> ListAllAsync(ClusterClient client, CancellationToken cancel) => ListAsync(client, [], [], _ => true, cancel);

    /// <summary>Committed offsets of a group, by partition; a group that does not exist has none.</summary>
    public static async Task<Dictionary<TopicPartition, (long Offset, int LeaderEpoch)>> CommittedAsync(ClusterClient client, string group, CancellationToken cancel)
    {
        var coordinator = await CoordinatorAsync(client, group, cancel);
        var request = new OffsetFetchRequest { GroupId = group, Topics = null, Groups = [new() { GroupId = group, Topics = null }] };
        // Version 10 names topics by id alone.
        var version = Math.Min((short)9, await client.VersionAsync(coordinator, ApiKey.OffsetFetch, "listConsumerGroupOffsets", cancel) ?? 9);
        var response = await client.AskAsync(coordinator, request, "listConsumerGroupOffsets", cancel, version);
        var committed = new Dictionary<TopicPartition, (long, int)>();
        if (version < 8)
        {
            foreach (var topic in response.Topics)
            {
                foreach (var partition in topic.Partitions.Where(p => p.CommittedOffset >= 0))
                    committed[new TopicPartition(topic.Name, partition.PartitionIndex)] = (partition.CommittedOffset, partition.CommittedLeaderEpoch);
            }
            return committed;
        }
        var found = response.Groups[0];
        if (found.ErrorCode != ErrorCode.None)
            throw JavaException.Execution(KafkaErrors.Exception(found.ErrorCode));
        foreach (var topic in found.Topics)
        {
            foreach (var partition in topic.Partitions.Where(p => p.CommittedOffset >= 0))
                committed[new TopicPartition(topic.Name, partition.PartitionIndex)] = (partition.CommittedOffset, partition.CommittedLeaderEpoch);
        }
        return committed;
    }

    /// <summary>Commits offsets from outside the group, which must be empty.</summary>
    public static async Task CommitAsync(ClusterClient client, string group, IReadOnlyDictionary<TopicPartition, long> offsets, CancellationToken cancel)
    {
        if (offsets.Count == 0)
            return;
        var coordinator = await CoordinatorAsync(client, group, cancel);
        var request = new OffsetCommitRequest
        {
            GroupId = group,
            Topics = [.. offsets.GroupBy(o => o.Key.Topic).Select(g => new OffsetCommitRequest.OffsetCommitRequestTopic
            {
                Name = g.Key,
                Partitions = [.. g.Select(o => new OffsetCommitRequest.OffsetCommitRequestPartition { PartitionIndex = o.Key.Partition, CommittedOffset = o.Value, CommittedMetadata = "" })],
            })],
        };
        var version = Math.Min((short)9, await client.VersionAsync(coordinator, ApiKey.OffsetCommit, "alterConsumerGroupOffsets", cancel) ?? 9);
        var response = await client.AskAsync(coordinator, request, "alterConsumerGroupOffsets", cancel, version);
        foreach (var partition in response.Topics.SelectMany(t => t.Partitions))
        {
            if (partition.ErrorCode != ErrorCode.None)
                throw KafkaErrors.Exception(partition.ErrorCode);
        }
    }

    /// <summary>The group's coordinator, or the error as ExecutionException.</summary>
    public static async Task<int> CoordinatorAsync(ClusterClient client, string group, CancellationToken cancel)
    {
        try
        {
            return (await client.CoordinatorAsync(group, 0, cancel)).Id;
        }
        catch (JavaException e) when (e.Error is not null)
        {
            throw JavaException.Execution(e);
        }
    }

    private static async Task<List<ListGroupsResponse.ListedGroup>> ListAsync(
        ClusterClient client, IReadOnlyCollection<string> states, IReadOnlyCollection<string> types, Func<ListGroupsResponse.ListedGroup, bool> isWanted, CancellationToken cancel)
    {
        var brokers = (await client.DescribeClusterAsync(cancel)).Brokers.Select(b => b.BrokerId).ToList();
        var answers = await Task.WhenAll(brokers.Select(b => ListAsync(client, b, states, types, cancel)));
        var groups = answers.SelectMany(a => a.Groups).Where(isWanted).DistinctBy(g => g.GroupId).ToDictionary(g => g.GroupId, StringComparer.Ordinal);
        return [.. JavaHash.Order(groups.Keys).Select(id => groups[id])];
    }

    private static async Task<ListGroupsResponse> ListAsync(ClusterClient client, int broker, IReadOnlyCollection<string> states, IReadOnlyCollection<string> types, CancellationToken cancel)
    {
        var deadline = client.Deadline();
        while (true)
        {
            var response = await client.AskAsync(broker, new ListGroupsRequest { StatesFilter = [.. states], TypesFilter = [.. types] }, "listGroups", cancel);
            if (response.ErrorCode == ErrorCode.None)
                return response;
            if (!KafkaErrors.IsRetriable(response.ErrorCode) || client.IsOver(deadline))
                throw JavaException.Execution(KafkaErrors.Exception(response.ErrorCode));
            await ClusterClient.PauseAsync(cancel);
        }
    }
}
