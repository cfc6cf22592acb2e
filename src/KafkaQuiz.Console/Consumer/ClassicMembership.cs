using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Consumer;

/// <summary>
/// The classic protocol: JoinGroup, SyncGroup, Heartbeat. Offers the range assignor alone, the first that Java consumers offer; as
/// the leader it assigns for all.
/// </summary>
internal sealed class ClassicMembership(ToolContext context, ClusterClient client, ConsumerOptions options) : GroupMembership
{
    private const string Protocol = "range";
    private readonly TimeSpan _heartbeatEvery = TimeSpan.FromMilliseconds(Math.Clamp(Number(options, "heartbeat.interval.ms", 3000), 100, 30000));
    private long _heartbeatAt;
    private bool _joined;
    private string _subscribed = "";

    public override int Epoch => Generation;

    public override string MemberId => Id;

    private int Generation { get; set; } = -1;

    private string Id { get; set; } = "";

    private string? InstanceId => options.Properties.GetValueOrDefault("group.instance.id");

    public override async Task<IReadOnlyList<TopicPartition>?> PollAsync(IReadOnlyDictionary<string, TopicShape> topics, Func<Task> revoking, CancellationToken cancel)
    {
        var shape = string.Join(',', topics.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}:{t.Value.Partitions}"));
        if (_joined && shape == _subscribed)
        {
            if (context.Session.Time.GetElapsedTime(_heartbeatAt) < _heartbeatEvery || await HeartbeatAsync(cancel))
                return null;
        }
        if (_joined)
            await revoking();
        _subscribed = shape;
        var assignment = await JoinAsync(topics, cancel);
        _joined = true;
        _heartbeatAt = context.Session.Time.GetTimestamp();
        return assignment;
    }

    public override async Task LeaveAsync(CancellationToken cancel)
    {
        // A static member stays until its session ends, so that it may come back (KIP-345).
        if (!_joined || InstanceId is not null)
            return;
        var coordinator = await client.CoordinatorAsync(options.Group, 0, cancel);
        var request = new LeaveGroupRequest { GroupId = options.Group, MemberId = Id, Members = [new() { MemberId = Id, Reason = "the consumer is being closed" }] };
        await client.AskAsync(coordinator.Id, request, "leaveGroup", cancel);
    }

    /// <summary>True when the membership goes on as it is.</summary>
    private async Task<bool> HeartbeatAsync(CancellationToken cancel)
    {
        _heartbeatAt = context.Session.Time.GetTimestamp();
        var coordinator = await client.CoordinatorAsync(options.Group, 0, cancel);
        var request = new HeartbeatRequest { GroupId = options.Group, GenerationId = Generation, MemberId = Id, GroupInstanceId = InstanceId };
        var code = (await client.AskAsync(coordinator.Id, request, "heartbeat", cancel)).ErrorCode;
        if (code is ErrorCode.UnknownMemberId)
            Id = "";
        if (code is ErrorCode.FencedInstanceId)
            throw JavaException.Kafka("FencedInstanceIdException", KafkaErrors.Message(code));
        return code is ErrorCode.None or ErrorCode.CoordinatorNotAvailable or ErrorCode.NotCoordinator or ErrorCode.CoordinatorLoadInProgress;
    }

    private async Task<IReadOnlyList<TopicPartition>> JoinAsync(IReadOnlyDictionary<string, TopicShape> topics, CancellationToken cancel)
    {
        var deadline = client.Deadline();
        while (true)
        {
            var coordinator = await client.CoordinatorAsync(options.Group, 0, cancel);
            var join = await client.AskAsync(coordinator.Id, JoinRequest(topics.Keys), "joinGroup", cancel);
            if (join.ErrorCode == ErrorCode.MemberIdRequired)
            {
                Id = join.MemberId;
                continue;
            }
            var code = join.ErrorCode;
            if (code == ErrorCode.None)
            {
                (Id, Generation) = (join.MemberId, join.GenerationId);
                var sync = await client.AskAsync(coordinator.Id, SyncRequest(join, topics), "syncGroup", cancel);
                code = sync.ErrorCode;
                if (code == ErrorCode.None)
                    return Read(sync.Assignment);
            }
            if (code == ErrorCode.UnknownMemberId)
                Id = "";
            else if (code is not ErrorCode.RebalanceInProgress and not ErrorCode.IllegalGeneration && !KafkaErrors.IsRetriable(code) || client.IsOver(deadline))
                throw KafkaErrors.Exception(code);
            await ClusterClient.PauseAsync(cancel);
        }
    }

    private JoinGroupRequest JoinRequest(IEnumerable<string> topics)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(1);
        new ConsumerProtocolSubscription { Topics = [.. topics.Order(StringComparer.Ordinal)] }.Write(writer, 1);
        return new JoinGroupRequest
        {
            GroupId = options.Group,
            MemberId = Id,
            GroupInstanceId = InstanceId,
            ProtocolType = "consumer",
            SessionTimeoutMs = (int)Number(options, "session.timeout.ms", 45000),
            // A rebalance must end before the request's own time limit does.
            RebalanceTimeoutMs = (int)Math.Min(Number(options, "max.poll.interval.ms", 300000), 25000),
            Protocols = [new() { Name = Protocol, Metadata = writer.Written.ToArray() }],
        };
    }

    private SyncGroupRequest SyncRequest(JoinGroupResponse join, IReadOnlyDictionary<string, TopicShape> topics) => new()
    {
        GroupId = options.Group,
        GenerationId = Generation,
        MemberId = Id,
        GroupInstanceId = InstanceId,
        ProtocolType = "consumer",
        ProtocolName = join.ProtocolName,
        Assignments = join.Leader != Id ? [] : [.. RangeAssignor.Assign([.. join.Members.Select(m => (m.MemberId, Topics(m.Metadata)))], topics)
            .Select(a => new SyncGroupRequest.SyncGroupRequestAssignment { MemberId = a.Key, Assignment = Write(a.Value) })],
    };

    private static List<string> Topics(ReadOnlyMemory<byte> metadata)
    {
        var reader = new MessageReader(metadata);
        var version = Math.Clamp(reader.ReadInt16(), (short)0, (short)3);
        return ConsumerProtocolSubscription.Read(ref reader, version).Topics;
    }

    private static byte[] Write(List<TopicPartition> assignment)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(1);
        new ConsumerProtocolAssignment
        {
            AssignedPartitions = [.. assignment.GroupBy(p => p.Topic).Select(g => new ConsumerProtocolAssignment.TopicPartition { Topic = g.Key, Partitions = [.. g.Select(p => p.Partition)] })],
        }.Write(writer, 1);
        return writer.Written.ToArray();
    }

    private static List<TopicPartition> Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 2)
            return [];
        var reader = new MessageReader(bytes);
        var version = Math.Clamp(reader.ReadInt16(), (short)0, (short)3);
        return [.. ConsumerProtocolAssignment.Read(ref reader, version).AssignedPartitions.SelectMany(t => t.Partitions.Select(p => new TopicPartition(t.Topic, p)))];
    }

    private static long Number(ConsumerOptions options, string name, long fallback) => options.Properties.TryGetValue(name, out var text)
        ? long.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : throw new JavaException("org.apache.kafka.common.config.ConfigException", $"Invalid value {text} for configuration {name}: Not a number of type INT")
        : fallback;
}
