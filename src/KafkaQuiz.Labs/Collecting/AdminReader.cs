using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Gateway;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>What Confluent.Kafka's admin client reads, as evidence. Every method is at most two requests in parallel, whatever the number of names.</summary>
internal sealed class AdminReader(KafkaGateway gateway, IAdminClient admin, TimeProvider time)
{
    /// <summary>Kafka makes this topic when the first group asks for its coordinator. While it is not there no group is, and asking would create it.</summary>
    private const string GroupsTopic = "__consumer_offsets";

    public async Task<Reading<ClusterSeen>> ClusterAsync(CancellationToken cancel)
    {
        var answer = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel);
        var brokers = answer.Nodes.OrderBy(node => node.Id).Select(node =>
        {
            var real = gateway.Real(node.Host, node.Port);
            return new BrokerSeen(node.Id, real.Host, real.Port, node.Rack);
        });
        return new Reading<ClusterSeen>(Source(ApiKey.DescribeCluster, ApiKey.Metadata), new ClusterSeen(answer.ClusterId, [.. brokers]));
    }

    public async Task<(Dictionary<string, Reading<TopicSeen>> Topics, bool GroupsExist)> TopicsAsync(
        IReadOnlyCollection<string> names, bool groupsNeeded, CancellationToken cancel)
    {
        var asked = groupsNeeded ? names.Append(GroupsTopic).ToList() : [.. names];
        if (asked.Count == 0) return ([], false);
        List<TopicDescription> described;
        try
        {
            described = (await admin.DescribeTopicsAsync(
                TopicCollection.OfTopicNames(asked), new DescribeTopicsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel)).TopicDescriptions;
        }
        catch (DescribeTopicsException partial)
        {
            described = partial.Results.TopicDescriptions;
        }
        var source = Source(ApiKey.Metadata);
        var readings = described.Where(topic => names.Contains(topic.Name)).ToDictionary(topic => topic.Name, topic => Reading(topic, source), StringComparer.Ordinal);
        var groups = described.FirstOrDefault(topic => topic.Name == GroupsTopic);
        return (readings, groups is not null && groups.Error.Code != Confluent.Kafka.ErrorCode.UnknownTopicOrPart);
    }

    public async Task<Dictionary<string, Reading<ConfigsSeen>>> ConfigsAsync(IReadOnlyCollection<string> topics, CancellationToken cancel)
    {
        if (topics.Count == 0) return [];
        List<DescribeConfigsReport> reports;
        try
        {
            var resources = topics.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic });
            var results = await admin.DescribeConfigsAsync(resources, new DescribeConfigsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel);
            reports = [.. results.Select(result => new DescribeConfigsReport { ConfigResource = result.ConfigResource, Entries = result.Entries, Error = new Error(Confluent.Kafka.ErrorCode.NoError) })];
        }
        catch (DescribeConfigsException partial)
        {
            reports = partial.Results;
        }
        var source = Source(ApiKey.DescribeConfigs);
        return reports.ToDictionary(report => report.ConfigResource.Name, report => Reading(report, source), StringComparer.Ordinal);
    }

    public async Task<Dictionary<string, Reading<OffsetsSeen>>> OffsetsAsync(
        IReadOnlyCollection<string> names, Dictionary<string, Reading<TopicSeen>> topics, CancellationToken cancel)
    {
        var readings = new Dictionary<string, Reading<OffsetsSeen>>(StringComparer.Ordinal);
        var partitions = new List<TopicPartition>();
        foreach (var name in names)
        {
            if (topics.GetValueOrDefault(name) is not { } topic) continue;
            if (topic.Value is null) readings[name] = new Reading<OffsetsSeen>(topic.Source, null, topic.Fault);
            else partitions.AddRange(topic.Value.Partitions.Select(seen => new TopicPartition(name, seen.Partition)));
        }
        if (partitions.Count == 0) return readings;
        var earliest = ListAsync(partitions, OffsetSpec.Earliest(), cancel);
        var end = ListAsync(partitions, OffsetSpec.Latest(), cancel);
        await Task.WhenAll(earliest, end);
        var source = Source(ApiKey.ListOffsets);
        foreach (var topic in partitions.GroupBy(partition => partition.Topic))
        {
            var failed = topic.SelectMany(p => new[] { earliest.Result[p].Error, end.Result[p].Error }).FirstOrDefault(error => error.IsError);
            readings[topic.Key] = failed is null
                ? new Reading<OffsetsSeen>(source, new OffsetsSeen([.. topic.Select(p => new PartitionOffsets(p.Partition.Value, earliest.Result[p].Offset, end.Result[p].Offset))]))
                : new Reading<OffsetsSeen>(source, null, Fault(failed, topic.Key));
        }
        return readings;
    }

    public async Task<Dictionary<string, Reading<GroupSeen>>> GroupsAsync(IReadOnlyCollection<string> groups, bool exist, CancellationToken cancel)
    {
        if (groups.Count == 0) return [];
        if (!exist) return groups.ToDictionary(group => group, _ => new Reading<GroupSeen>(Source(ApiKey.Metadata), null), StringComparer.Ordinal);
        List<ConsumerGroupDescription> described;
        try
        {
            described = (await admin.DescribeConsumerGroupsAsync(
                groups, new DescribeConsumerGroupsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel)).ConsumerGroupDescriptions;
        }
        catch (DescribeConsumerGroupsException partial)
        {
            described = partial.Results.ConsumerGroupDescriptions;
        }
        var source = Source(ApiKey.ConsumerGroupDescribe, ApiKey.DescribeGroups);
        return described.ToDictionary(group => group.GroupId, group => Reading(group, source), StringComparer.Ordinal);
    }

    public async Task<Dictionary<string, Reading<CommitsSeen>>> CommitsAsync(IReadOnlyCollection<string> groups, bool exist, CancellationToken cancel)
    {
        if (!exist) return groups.ToDictionary(group => group, _ => new Reading<CommitsSeen>(Source(ApiKey.Metadata), null), StringComparer.Ordinal);
        var readings = await Task.WhenAll(groups.Select(group => CommitsAsync(group, cancel)));
        return groups.Zip(readings).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
    }

    /// <summary>The fault that an error of a broker stands for.</summary>
    public static NotGradable Fault(Error error, string about) => error.Code switch
    {
        Confluent.Kafka.ErrorCode.TopicAuthorizationFailed or Confluent.Kafka.ErrorCode.GroupAuthorizationFailed or Confluent.Kafka.ErrorCode.ClusterAuthorizationFailed =>
            new NotGradable(NotGradableCause.NotAuthorized, about),
        Confluent.Kafka.ErrorCode.RebalanceInProgress => new NotGradable(NotGradableCause.GroupRebalancing, about),
        _ => new NotGradable(NotGradableCause.BrokerError, $"{about}: {error.Code}"),
    };

    private async Task<Reading<CommitsSeen>> CommitsAsync(string group, CancellationToken cancel)
    {
        List<TopicPartitionOffsetError> partitions;
        try
        {
            partitions = (await admin.ListConsumerGroupOffsetsAsync(
                [new ConsumerGroupTopicPartitions(group, null)], new ListConsumerGroupOffsetsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel))[0].Partitions;
        }
        catch (ListConsumerGroupOffsetsException partial)
        {
            var report = partial.Results[0];
            if (report.Error.IsLocalError) throw new KafkaException(report.Error);
            if (report.Error.IsError)
            {
                var unknown = report.Error.Code is Confluent.Kafka.ErrorCode.GroupIdNotFound;
                return new Reading<CommitsSeen>(Source(ApiKey.OffsetFetch), null, unknown ? null : Fault(report.Error, group));
            }
            partitions = report.Partitions;
        }
        var source = Source(ApiKey.OffsetFetch);
        if (partitions.FirstOrDefault(partition => partition.Error.IsError) is { } failed) return new Reading<CommitsSeen>(source, null, Fault(failed.Error, group));
        var commits = partitions.Where(partition => partition.Offset.Value >= 0)
            .Select(partition => new CommitSeen(partition.Topic, partition.Partition.Value, partition.Offset.Value))
            .OrderBy(commit => commit.Topic, StringComparer.Ordinal).ThenBy(commit => commit.Partition).ToList();
        // Kafka answers an unknown group with no offsets and no error.
        return new Reading<CommitsSeen>(source, commits.Count == 0 ? null : new CommitsSeen(commits));
    }

    private async Task<Dictionary<TopicPartition, (Error Error, long Offset)>> ListAsync(List<TopicPartition> partitions, OffsetSpec spec, CancellationToken cancel)
    {
        var asked = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = spec });
        try
        {
            var result = await admin.ListOffsetsAsync(asked, new ListOffsetsOptions { RequestTimeout = EvidenceLimits.Request }).WaitAsync(cancel);
            return result.ResultInfos.ToDictionary(
                info => info.TopicPartitionOffsetError.TopicPartition, info => (info.TopicPartitionOffsetError.Error, info.TopicPartitionOffsetError.Offset.Value));
        }
        catch (ListOffsetsException partial)
        {
            return partial.Result.ResultInfos.ToDictionary(
                info => info.TopicPartitionOffsetError.TopicPartition, info => (info.TopicPartitionOffsetError.Error, info.TopicPartitionOffsetError.Offset.Value));
        }
    }

    private static Reading<TopicSeen> Reading(TopicDescription topic, Source source)
    {
        if (topic.Error.IsLocalError) throw new KafkaException(topic.Error);
        if (topic.Error.Code == Confluent.Kafka.ErrorCode.UnknownTopicOrPart) return new Reading<TopicSeen>(source, null);
        if (topic.Error.IsError) return new Reading<TopicSeen>(source, null, Fault(topic.Error, topic.Name));
        if (topic.Partitions.Count > EvidenceLimits.Partitions) return new Reading<TopicSeen>(source, null, new NotGradable(NotGradableCause.TooMuch, topic.Name));
        var partitions = topic.Partitions.OrderBy(p => p.Partition).Select(p => new PartitionSeen(
            p.Partition, p.Leader?.Id is { } leader and >= 0 ? leader : null, [.. p.Replicas.Select(node => node.Id)], [.. p.ISR.Select(node => node.Id)]));
        return new Reading<TopicSeen>(source, new TopicSeen(topic.TopicId.ToString(), [.. partitions]));
    }

    private static Reading<ConfigsSeen> Reading(DescribeConfigsReport report, Source source)
    {
        if (report.Error.IsLocalError) throw new KafkaException(report.Error);
        if (report.Error.Code == Confluent.Kafka.ErrorCode.UnknownTopicOrPart) return new Reading<ConfigsSeen>(source, null);
        if (report.Error.IsError) return new Reading<ConfigsSeen>(source, null, Fault(report.Error, report.ConfigResource.Name));
        return new Reading<ConfigsSeen>(source, new ConfigsSeen(report.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(
            entry => entry.Key, entry => new ConfigSeen(entry.Value.IsSensitive ? null : entry.Value.Value, (int)entry.Value.Source), StringComparer.Ordinal)));
    }

    private static Reading<GroupSeen> Reading(ConsumerGroupDescription group, Source source)
    {
        if (group.Error.IsLocalError) throw new KafkaException(group.Error);
        if (group.Error.Code == Confluent.Kafka.ErrorCode.GroupIdNotFound || (!group.Error.IsError && group.State == ConsumerGroupState.Dead)) return new Reading<GroupSeen>(source, null);
        if (group.Error.IsError) return new Reading<GroupSeen>(source, null, Fault(group.Error, group.GroupId));
        var members = group.Members.OrderBy(member => member.ConsumerId, StringComparer.Ordinal).Select(member => new MemberSeen(
            member.ConsumerId, member.ClientId, [.. (member.Assignment?.TopicPartitions ?? []).Select(p => new OwnedPartition(p.Topic, p.Partition.Value))]));
        return new Reading<GroupSeen>(source, new GroupSeen(group.State.ToString(), [.. members]));
    }

    private Source Source(params ReadOnlySpan<ApiKey> keys)
    {
        var at = time.GetUtcNow();
        foreach (var key in keys)
        {
            if (gateway.Served(key) is { Length: > 0 } broker) return new Source(key.ToString(), broker, at);
        }
        return new Source(keys[^1].ToString(), gateway.Target.BootstrapServers, at);
    }
}
