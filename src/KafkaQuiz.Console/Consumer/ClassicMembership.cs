using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Consumer.Assignors;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Consumer;

/// <summary>
/// The classic protocol: JoinGroup, SyncGroup, Heartbeat. Offers the assignors of <c>partition.assignment.strategy</c>; as the leader
/// it assigns for all. Where all its assignors are cooperative it keeps what it owns through a rebalance.
/// </summary>
internal sealed class ClassicMembership : GroupMembership
{
    private readonly ToolContext _context;
    private readonly ClusterClient _client;
    private readonly ConsumerSettings _settings;
    private readonly IReadOnlyList<Assignor> _assignors;
    private readonly bool _isCooperative;
    private readonly TimeSpan _heartbeatEvery;
    private long _heartbeatAt;
    private bool _joined;
    private bool _rejoin;
    private string _subscribed = "";
    private string _id = "";
    private int _generation = -1;
    private IReadOnlyList<TopicPartition> _owned = [];

    /// <exception cref="JavaException">A config that Kafka's consumer does not take.</exception>
    public ClassicMembership(ToolContext context, ClusterClient client, ConsumerSettings settings)
    {
        (_context, _client, _settings) = (context, client, settings);
        _assignors = Assignor.Of(settings.Properties);
        _isCooperative = _assignors.All(a => a.IsCooperative);
        _heartbeatEvery = TimeSpan.FromMilliseconds(Math.Clamp(Number("heartbeat.interval.ms", 3000), 100, 30000));
    }

    public override int Epoch => _generation;

    public override string MemberId => _id;

    public override async Task<IReadOnlyList<TopicPartition>?> PollAsync(IReadOnlyDictionary<string, TopicShape> topics, Func<Task> revoking, CancellationToken cancel)
    {
        var shape = string.Join(',', topics.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}:{t.Value.Partitions}"));
        if (_joined && shape == _subscribed && !_rejoin)
        {
            if (_context.Session.Time.GetElapsedTime(_heartbeatAt) < _heartbeatEvery || await HeartbeatAsync(cancel))
                return null;
        }
        if (_joined && !_isCooperative)
            await revoking();
        (_subscribed, _rejoin) = (shape, false);
        var before = _isCooperative ? _owned : [];
        var assigned = await JoinAsync(topics, before, cancel);
        if (_isCooperative && before.Except(assigned).Any())
        {
            // What was taken away is given up, and the next round gives it to another.
            await revoking();
            _rejoin = true;
        }
        (_joined, _owned) = (true, assigned);
        _heartbeatAt = _context.Session.Time.GetTimestamp();
        return assigned;
    }

    public override async Task LeaveAsync(CancellationToken cancel)
    {
        // A static member stays until its session ends, so that it may come back (KIP-345).
        if (!_joined || _settings.InstanceId is not null)
            return;
        var coordinator = await _client.CoordinatorAsync(_settings.Group, 0, cancel);
        var request = new LeaveGroupRequest { GroupId = _settings.Group, MemberId = _id, Members = [new() { MemberId = _id, Reason = "the consumer is being closed" }] };
        await _client.AskAsync(coordinator.Id, request, "leaveGroup", cancel);
    }

    /// <summary>True when the membership goes on as it is.</summary>
    private async Task<bool> HeartbeatAsync(CancellationToken cancel)
    {
        _heartbeatAt = _context.Session.Time.GetTimestamp();
        var coordinator = await _client.CoordinatorAsync(_settings.Group, 0, cancel);
        var request = new HeartbeatRequest { GroupId = _settings.Group, GenerationId = _generation, MemberId = _id, GroupInstanceId = _settings.InstanceId };
        var code = (await _client.AskAsync(coordinator.Id, request, "heartbeat", cancel)).ErrorCode;
        if (code is ErrorCode.UnknownMemberId or ErrorCode.IllegalGeneration)
            Forget(code);
        if (code is ErrorCode.FencedInstanceId)
            throw JavaException.Kafka("FencedInstanceIdException", KafkaErrors.Message(code));
        return code is ErrorCode.None or ErrorCode.CoordinatorNotAvailable or ErrorCode.NotCoordinator or ErrorCode.CoordinatorLoadInProgress;
    }

    private async Task<IReadOnlyList<TopicPartition>> JoinAsync(IReadOnlyDictionary<string, TopicShape> topics, IReadOnlyList<TopicPartition> owned, CancellationToken cancel)
    {
        var deadline = _client.Deadline();
        while (true)
        {
            var coordinator = await _client.CoordinatorAsync(_settings.Group, 0, cancel);
            var join = await _client.AskAsync(coordinator.Id, JoinRequest(topics.Keys, owned), "joinGroup", cancel);
            if (join.ErrorCode == ErrorCode.MemberIdRequired)
            {
                _id = join.MemberId;
                continue;
            }
            var code = join.ErrorCode;
            if (code == ErrorCode.None)
            {
                (_id, _generation) = (join.MemberId, join.GenerationId);
                var sync = await _client.AskAsync(coordinator.Id, await SyncRequestAsync(join, topics, cancel), "syncGroup", cancel);
                code = sync.ErrorCode;
                if (code == ErrorCode.None)
                    return ConsumerProtocol.ReadAssignment(sync.Assignment);
            }
            if (code == ErrorCode.UnknownMemberId)
                (_, owned) = (Forget(code), []);
            else if (code is not ErrorCode.RebalanceInProgress and not ErrorCode.IllegalGeneration && !KafkaErrors.IsRetriable(code) || _client.IsOver(deadline))
                throw KafkaErrors.Exception(code);
            await ClusterClient.PauseAsync(cancel);
        }
    }

    /// <summary>The coordinator does not know this member any more: what it owned is another's.</summary>
    private bool Forget(ErrorCode code)
    {
        (_generation, _owned) = (-1, []);
        if (code == ErrorCode.UnknownMemberId)
            _id = "";
        return true;
    }

    private JoinGroupRequest JoinRequest(IEnumerable<string> topics, IReadOnlyList<TopicPartition> owned) => new()
    {
        GroupId = _settings.Group,
        MemberId = _id,
        GroupInstanceId = _settings.InstanceId,
        ProtocolType = "consumer",
        SessionTimeoutMs = (int)Number("session.timeout.ms", 45000),
        // A rebalance must end before the request's own time limit does.
        RebalanceTimeoutMs = (int)Math.Min(Number("max.poll.interval.ms", 300000), 25000),
        Protocols = [.. _assignors.Select(a => new JoinGroupRequest.JoinGroupRequestProtocol
        {
            Name = a.Name,
            Metadata = ConsumerProtocol.WriteSubscription(topics, a.UserData(_owned, _generation), owned, _generation),
        })],
    };

    private async Task<SyncGroupRequest> SyncRequestAsync(JoinGroupResponse join, IReadOnlyDictionary<string, TopicShape> topics, CancellationToken cancel) => new()
    {
        GroupId = _settings.Group,
        GenerationId = _generation,
        MemberId = _id,
        GroupInstanceId = _settings.InstanceId,
        ProtocolType = "consumer",
        ProtocolName = join.ProtocolName,
        Assignments = join.Leader != _id || join.SkipAssignment ? [] : [.. (await AssignAsync(join, topics, cancel))
            .Select(a => new SyncGroupRequest.SyncGroupRequestAssignment { MemberId = a.Key, Assignment = ConsumerProtocol.WriteAssignment(a.Value) })],
    };

    /// <summary>The leader assigns what every member subscribes to, not only its own topics.</summary>
    private async Task<Dictionary<string, List<TopicPartition>>> AssignAsync(JoinGroupResponse join, IReadOnlyDictionary<string, TopicShape> own, CancellationToken cancel)
    {
        var assignor = _assignors.First(a => a.Name == join.ProtocolName);
        var members = join.Members.Select(m => ConsumerProtocol.ReadMember(assignor, m.MemberId, m.GroupInstanceId, m.Metadata)).ToList();
        var shapes = own.ToDictionary(StringComparer.Ordinal);
        var others = members.SelectMany(member => member.Topics).Where(topic => !own.ContainsKey(topic)).Distinct().ToList();
        if (others.Count > 0)
        {
            foreach (var topic in (await _client.MetadataAsync(others, false, "metadata", cancel)).Topics.Where(t => t.ErrorCode == ErrorCode.None && t.Name is not null))
                shapes[topic.Name!] = new TopicShape(topic.TopicId, topic.Partitions.Count);
        }
        return assignor.Assign(members, shapes);
    }

    private long Number(string name, long fallback) => _settings.Properties.TryGetValue(name, out var text)
        ? long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw new JavaException("org.apache.kafka.common.config.ConfigException", $"Invalid value {text} for configuration {name}: Not a number of type INT")
        : fallback;
}
