using System.Diagnostics;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Consumer;

/// <summary>The consumer rebalance protocol (KIP-848): heartbeats that carry what is owned and bring what shall be owned.</summary>
internal sealed class ModernMembership(ClusterClient client, ConsumerSettings settings) : GroupMembership
{
    private readonly string _member = KafkaIds.Text(Guid.NewGuid());
    private readonly Stopwatch _sinceHeartbeat = new();
    private TimeSpan _every;
    private int _epoch;
    private List<TopicPartition> _owned = [];
    private bool _acknowledge;
    private string _subscribed = "";

    public override int Epoch => _epoch;

    public override string MemberId => _member;

    public override async Task<IReadOnlyList<TopicPartition>?> PollAsync(IReadOnlyDictionary<string, TopicShape> topics, Func<Task> revoking, CancellationToken cancel)
    {
        var names = topics.Keys.Order(StringComparer.Ordinal).ToList();
        var changed = string.Join(',', names) != _subscribed;
        if (_epoch > 0 && !changed && !_acknowledge && _sinceHeartbeat.Elapsed < _every)
            return null;
        var request = new ConsumerGroupHeartbeatRequest
        {
            GroupId = settings.Group,
            MemberId = _member,
            MemberEpoch = _epoch,
            InstanceId = settings.InstanceId,
            ServerAssignor = settings.Properties.GetValueOrDefault("group.remote.assignor"),
            RebalanceTimeoutMs = _epoch == 0 ? 300000 : -1,
            SubscribedTopicNames = _epoch == 0 || changed ? names : null,
            TopicPartitions = _epoch == 0 ? [] : _acknowledge ? Owned(topics) : null,
        };
        (_subscribed, _acknowledge) = (string.Join(',', names), false);
        _sinceHeartbeat.Restart();
        var response = await SendAsync(request, cancel);
        if (response.ErrorCode is ErrorCode.UnknownMemberId or ErrorCode.FencedMemberEpoch)
        {
            // Thrown out: what was owned is another's, and the member joins anew.
            (_epoch, _owned, _every) = (0, [], TimeSpan.Zero);
            return [];
        }
        if (response.ErrorCode != ErrorCode.None)
            return KafkaErrors.IsRetriable(response.ErrorCode) ? null : throw KafkaErrors.Exception(response.ErrorCode, response.ErrorMessage);
        (_epoch, _every) = (response.MemberEpoch, TimeSpan.FromMilliseconds(response.HeartbeatIntervalMs));
        if (response.Assignment is not { } assignment)
            return null;
        var byId = topics.ToDictionary(t => t.Value.Id, t => t.Key);
        var target = assignment.TopicPartitions.Where(t => byId.ContainsKey(t.TopicId)).SelectMany(t => t.Partitions.Select(p => new TopicPartition(byId[t.TopicId], p))).ToList();
        if (_owned.Except(target).Any())
            await revoking();
        (_owned, _acknowledge) = (target, true);
        return target;
    }

    public override async Task LeaveAsync(CancellationToken cancel)
    {
        if (_epoch > 0)
            await SendAsync(new ConsumerGroupHeartbeatRequest { GroupId = settings.Group, MemberId = _member, MemberEpoch = -1 }, cancel);
    }

    private async Task<ConsumerGroupHeartbeatResponse> SendAsync(ConsumerGroupHeartbeatRequest request, CancellationToken cancel)
    {
        var coordinator = await client.CoordinatorAsync(settings.Group, 0, cancel);
        return await client.AskAsync(coordinator.Id, request, "consumerGroupHeartbeat", cancel);
    }

    private List<ConsumerGroupHeartbeatRequest.TopicPartitionsData> Owned(IReadOnlyDictionary<string, TopicShape> topics) =>
        [.. _owned.Where(p => topics.ContainsKey(p.Topic)).GroupBy(p => p.Topic).Select(g => new ConsumerGroupHeartbeatRequest.TopicPartitionsData { TopicId = topics[g.Key].Id, Partitions = [.. g.Select(p => p.Partition)] })];
}
