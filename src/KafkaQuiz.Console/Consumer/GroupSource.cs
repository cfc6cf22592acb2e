using System.Text.RegularExpressions;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.ConsumerGroups;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Topics;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Consumer;

/// <summary>A member of a group: subscribes, is assigned, commits.</summary>
internal sealed class GroupSource(ToolContext context, ClusterClient client, ConsumerSettings settings, GroupMembership membership, IRebalanceListener? listener) : RecordSource
{
    /// <summary>How often topics are looked at again; while one is missing, at every turn.</summary>
    private static readonly TimeSpan TopicsEvery = TimeSpan.FromSeconds(5);

    private readonly Fetcher _fetcher = CreateFetcher(context, client, settings);
    private readonly TimeSpan _commitEvery = TimeSpan.FromMilliseconds(long.TryParse(settings.Properties.GetValueOrDefault("auto.commit.interval.ms"), out var ms) ? ms : 5000);
    private Dictionary<string, TopicShape> _topics = [];
    private long? _topicsAt;
    private long _committedAt = context.Session.Time.GetTimestamp();
    private int _correlation = 1;

    public override async Task<ConsumedRecord?> NextAsync(CancellationToken cancel)
    {
        if (!await LookAtTopicsAsync(cancel))
            return null;
        if (await membership.PollAsync(_topics, () => RevokeAsync(cancel), cancel) is { } assignment)
        {
            listener?.Assigned();
            await AssignAsync(assignment, cancel);
        }
        if (settings.AutoCommit && context.Session.Time.GetElapsedTime(_committedAt) >= _commitEvery)
            await CommitAsync(cancel);
        return await _fetcher.NextAsync(FetchWait, cancel);
    }

    /// <summary>The next record of what was fetched already, or null.</summary>
    public ConsumedRecord? TryNext() => _fetcher.TryNext();

    public override async Task CloseAsync(CancellationToken cancel)
    {
        await CommitAsync(cancel);
        await membership.LeaveAsync(cancel);
    }

    private async Task RevokeAsync(CancellationToken cancel)
    {
        listener?.Revoked();
        await CommitAsync(cancel);
    }

    /// <summary>False while none of the subscribed topics is there.</summary>
    private async Task<bool> LookAtTopicsAsync(CancellationToken cancel)
    {
        if (_topics.Count > 0 && _topicsAt is { } at && context.Session.Time.GetElapsedTime(at) < TopicsEvery)
            return true;
        _topicsAt = context.Session.Time.GetTimestamp();
        var metadata = await client.MetadataAsync(settings.Topic is { } topic ? [topic] : null, true, "metadata", cancel);
        var filter = settings.Include is { } include ? Pattern(include) : null;
        foreach (var missing in metadata.Topics.Where(t => t.ErrorCode != ErrorCode.None && filter is null))
            Complain(missing);
        _topics = metadata.Topics.Where(t => t.ErrorCode == ErrorCode.None && t.Name is not null && (filter is null || filter.IsMatch(t.Name) && !TopicFilter.IsInternal(t.Name)))
            .ToDictionary(t => t.Name!, t => new TopicShape(t.TopicId, t.Partitions.Count), StringComparer.Ordinal);
        if (_topics.Count > 0)
            return true;
        await Task.Delay(FetchWait, cancel);
        return false;
    }

    private void Complain(MetadataResponse.MetadataResponseTopic missing)
    {
        if (missing.ErrorCode == ErrorCode.InvalidTopicException)
            throw JavaException.Kafka("InvalidTopicException", $"Invalid topics: [{missing.Name}]");
        if (missing.ErrorCode == ErrorCode.TopicAuthorizationFailed)
            throw JavaException.Kafka("TopicAuthorizationException", $"Not authorized to access topics: [{missing.Name}]");
        client.Warn($"The metadata response from the cluster reported a recoverable issue with correlation id {++_correlation} : {{{missing.Name}={KafkaErrors.Name(missing.ErrorCode)}}}");
    }

    private async Task AssignAsync(IReadOnlyList<TopicPartition> assignment, CancellationToken cancel)
    {
        var kept = assignment.Where(_fetcher.Positions.ContainsKey).Select(p => _fetcher.Positions[p]).ToList();
        var added = assignment.Where(p => !_fetcher.Positions.ContainsKey(p)).ToList();
        // The coordinator knows committed offsets; a partition without one begins where the reset policy says.
        var committed = added.Count == 0 ? [] : await GroupCalls.CommittedAsync(client, settings.Group, cancel);
        foreach (var partition in added)
        {
            kept.Add(committed.TryGetValue(partition, out var found)
                ? new PartitionPosition(partition, found.Offset, found.LeaderEpoch)
                : new PartitionPosition(partition, await _fetcher.ResetAsync(partition, cancel), -1));
        }
        _fetcher.Assign(kept);
    }

    private async Task CommitAsync(CancellationToken cancel)
    {
        _committedAt = context.Session.Time.GetTimestamp();
        if (!settings.AutoCommit || _fetcher.Positions.Count == 0)
            return;
        var coordinator = await GroupCalls.CoordinatorAsync(client, settings.Group, cancel);
        var request = new OffsetCommitRequest
        {
            GroupId = settings.Group,
            GenerationIdOrMemberEpoch = membership.Epoch,
            MemberId = membership.MemberId,
            GroupInstanceId = settings.InstanceId,
            Topics = [.. _fetcher.Positions.Values.GroupBy(p => p.Partition.Topic).Select(g => new OffsetCommitRequest.OffsetCommitRequestTopic
            {
                Name = g.Key,
                Partitions = [.. g.Select(p => new OffsetCommitRequest.OffsetCommitRequestPartition
                {
                    PartitionIndex = p.Partition.Partition, CommittedOffset = p.Consumed, CommittedLeaderEpoch = p.LeaderEpoch, CommittedMetadata = "",
                })],
            })],
        };
        var version = Math.Min((short)9, await client.VersionAsync(coordinator, ApiKey.OffsetCommit, "commit", cancel) ?? 9);
        var codes = (await client.AskAsync(coordinator, request, "commit", cancel, version)).Topics.SelectMany(t => t.Partitions.Select(p => p.ErrorCode));
        if (codes.FirstOrDefault(c => c != ErrorCode.None) is var code and not ErrorCode.None)
            client.Warn($"Offset commit failed: {KafkaErrors.Message(code)}", "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator");
    }

    private static Regex Pattern(string include)
    {
        try
        {
            return new Regex($"^(?:{include})$", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(200));
        }
        catch (ArgumentException)
        {
            throw new JavaException("java.util.regex.PatternSyntaxException", include);
        }
    }
}
