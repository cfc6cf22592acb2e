using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>The cluster, its live brokers and the topics, by Metadata; eligible leader replicas by DescribeTopicPartitions.</summary>
internal sealed class MetadataReader
{
    /// <summary>
    /// Kafka makes these topics when the first group or transaction asks for its coordinator. While one is not there, there are no groups or
    /// transactions, and asking would create it.
    /// </summary>
    private const string GroupsTopic = "__consumer_offsets";
    private const string TransactionsTopic = "__transaction_state";

    /// <summary>Longest name of a host, and of a cluster's id, that is kept (RFC 1035).</summary>
    private const int LongestName = 255;

    private string _clusterId = "";

    /// <summary>Whether asking for a group's coordinator changes nothing.</summary>
    public bool GroupsExist { get; private set; }

    /// <summary>Whether asking for a transaction's coordinator changes nothing.</summary>
    public bool TransactionsExist { get; private set; }

    /// <exception cref="NotGradableException">No broker answers.</exception>
    public async Task<Reading<ClusterSeen>> ReadAsync(Collection look)
    {
        var needs = look.Needs;
        var names = needs.Topics.Take(EvidenceLimits.Names).ToList();
        if (!GroupsExist && needs.Groups.Count + needs.Commits.Count + needs.Coordinators.Count > 0) names.Add(GroupsTopic);
        if (!TransactionsExist && needs.Transactions.Count > 0) names.Add(TransactionsTopic);
        var eligible = needs.Eligible ? EligibleAsync(look) : null;
        var request = new MetadataRequest { Topics = [.. names.Select(name => new MetadataRequest.MetadataRequestTopic { Name = name })], AllowAutoTopicCreation = false };
        var (answer, broker) = await look.Links.AskAnyAsync(request, look.Cancel);
        if (answer.Brokers.Count == 0) throw new NotGradableException(new NotGradable(NotGradableCause.NotKafka, broker.ToString()));

        var cluster = Cluster(answer);
        if (cluster.ClusterId != _clusterId) (_clusterId, GroupsExist, TransactionsExist) = (cluster.ClusterId, false, false);
        look.Brokers = cluster.Brokers.Where(b => HostPort.IsValid(b.Host, b.Port)).ToDictionary(b => b.Id, b => new HostPort(b.Host, b.Port));
        look.Links.Know([.. look.Brokers.Values]);
        var source = look.Source(ApiKey.Metadata, broker);
        var found = answer.Topics.Where(topic => topic.Name is not null).DistinctBy(topic => topic.Name).ToDictionary(topic => topic.Name!, StringComparer.Ordinal);
        GroupsExist |= found.GetValueOrDefault(GroupsTopic) is { ErrorCode: not ErrorCode.UnknownTopicOrPartition };
        TransactionsExist |= found.GetValueOrDefault(TransactionsTopic) is { ErrorCode: not ErrorCode.UnknownTopicOrPartition };
        look.Topics = names.Where(needs.Topics.Contains).ToDictionary(
            name => name, name => found.TryGetValue(name, out var topic) ? Topic(look, topic, source) : new Reading<TopicSeen>(source, null, new NotGradable(NotGradableCause.NotKafka, broker.ToString())), StringComparer.Ordinal);
        if (eligible is not null) Merge(look, await eligible);
        return new Reading<ClusterSeen>(source, cluster);
    }

    private static ClusterSeen Cluster(MetadataResponse answer) => new(
        Short(answer.ClusterId ?? ""),
        [.. answer.Brokers.DistinctBy(b => b.NodeId).OrderBy(b => b.NodeId).Take(EvidenceLimits.Brokers).Select(b => new BrokerSeen(b.NodeId, Short(b.Host), b.Port, b.Rack is null ? null : Short(b.Rack)))]);

    private static Reading<TopicSeen> Topic(Collection look, MetadataResponse.MetadataResponseTopic topic, Source source)
    {
        var name = topic.Name!;
        if (topic.ErrorCode == ErrorCode.UnknownTopicOrPartition) return new Reading<TopicSeen>(source, null);
        if (topic.ErrorCode != ErrorCode.None) return new Reading<TopicSeen>(source, null, look.Fault(topic.ErrorCode, name));
        if (topic.Partitions.Count > EvidenceLimits.Partitions) return new Reading<TopicSeen>(source, null, new NotGradable(NotGradableCause.TooMuch, name));
        return new Reading<TopicSeen>(source, new TopicSeen(KafkaId.Text(topic.TopicId), [.. topic.Partitions.DistinctBy(p => p.PartitionIndex).OrderBy(p => p.PartitionIndex).Select(p =>
            new PartitionSeen(p.PartitionIndex, p.LeaderId >= 0 ? p.LeaderId : null, Ids(p.ReplicaNodes), Ids(p.IsrNodes), p.LeaderEpoch >= 0 ? p.LeaderEpoch : null)
            {
                Offline = p.OfflineReplicas.Count > 0 ? Ids(p.OfflineReplicas) : null,
            })]));
    }

    /// <summary>ELRs by topic and partition; empty where the brokers do not tell (before 4.0).</summary>
    private static async Task<Dictionary<(string, int), DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition>> EligibleAsync(Collection look)
    {
        try
        {
            // Names in order, or the broker refuses them (DescribeTopicPartitionsRequestHandler).
            var topics = look.Needs.Topics.Order(StringComparer.Ordinal).Select(name => new DescribeTopicPartitionsRequest.TopicRequest { Name = name });
            var (answer, _) = await look.Links.AskAnyAsync(new DescribeTopicPartitionsRequest { Topics = [.. topics] }, look.Cancel);
            return answer.Topics.SelectMany(topic => topic.Partitions.Select(p => (Key: (topic.Name ?? "", p.PartitionIndex), p))).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.p);
        }
        catch (NotGradableException)
        {
            return [];
        }
    }

    private static void Merge(Collection look, Dictionary<(string, int), DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponsePartition> eligible)
    {
        foreach (var (name, reading) in look.Topics.Where(topic => topic.Value.Value is not null).ToList())
        {
            look.Topics[name] = reading with
            {
                Value = reading.Value! with
                {
                    Partitions = [.. reading.Value.Partitions.Select(p => eligible.TryGetValue((name, p.Partition), out var told) && told.EligibleLeaderReplicas is not null
                        ? p with { Eligible = Ids(told.EligibleLeaderReplicas), LastKnownEligible = Ids(told.LastKnownElr ?? []) }
                        : p)],
                },
            };
        }
    }

    private static IReadOnlyList<int> Ids(List<int> ids) => [.. ids.Take(EvidenceLimits.Brokers)];

    private static string Short(string text) => text.Length <= LongestName ? text : text[..LongestName];
}
