using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>
/// Bytes, roughly, that brokers remember of their clients beside records: groups with their offsets, transactional ids, producers. Kafka has no
/// such cap, but a machine of its own to fill: beyond it POLICY_VIOLATION, which clients do not repeat. What goes again (offsets past their
/// retention, unused ids, producers after `producer.id.expiration.ms`) makes room. Only on the loop.
/// </summary>
/// <param name="machine">All whose clusters count.</param>
/// <param name="limit">Hard cap, bytes.</param>
/// <param name="shared">A further one, of several machines.</param>
internal sealed class RememberedBudget(Machine machine, long limit, PracticeMemory? shared = null)
{
    /// <summary>Told where an answer carries words.</summary>
    public const string Full = "The practice cluster has no room for more groups, offsets, transactional ids and producers: delete groups, or let time pass.";

    /// <summary>A producer in one partition, with its last batches or what its verification left.</summary>
    public const int Producer = 500;

    /// <summary>A member of a group, without what it brings.</summary>
    public const int Member = 500;

    /// <summary>Never below what there is: taken is counted at once, released only when there seems to be no room.</summary>
    private long _atMost;

    public long Limit { get; } = limit;

    public static int Group(string id) => 1000 + (2 * id.Length);

    /// <summary>What a request to join brings that its member keeps.</summary>
    public static long Joining(JoinGroupRequest request) => Member + SizeOf(ClassicProtocol.Of(request));

    /// <summary>What a leader's request brings that the members keep.</summary>
    public static long Assigning(SyncGroupRequest request) => request.Assignments.Sum(a => (long)a.Assignment.Length);

    /// <summary>What a heartbeat brings that its member keeps.</summary>
    public static long Subscribing(ConsumerGroupHeartbeatRequest request) =>
        (request.MemberEpoch == 0 ? Member : 0) + (request.SubscribedTopicNames ?? []).Sum(NameOf) + NameOf(request.SubscribedTopicRegex ?? "");

    public static int TransactionalId(string id) => 500 + (2 * id.Length);

    public static int Offset(string topic, CommittedOffset? offset) => offset is null ? 0 : 200 + (2 * (topic.Length + offset.Metadata.Length));

    /// <returns>False when there is no room.</returns>
    public bool TryTake(long bytes)
    {
        if (bytes > 0 && !HasRoomFor(bytes))
            Correct(Count());
        if (bytes > 0 && !HasRoomFor(bytes))
            return false;
        Correct(_atMost + Math.Max(0, bytes));
        return true;
    }

    /// <summary>The machine has woken: what it remembers counts.</summary>
    public void Wake() => Correct(Count());

    /// <summary>The machine is over: what it shared with others is theirs.</summary>
    public void Close()
    {
        Correct(0);
        shared = null;
    }

    private bool HasRoomFor(long bytes) => _atMost + bytes <= Limit && shared?.CanTake(bytes) != false;

    private void Correct(long now)
    {
        shared?.Add(now - _atMost);
        _atMost = now;
    }

    private long Count() => machine.Nodes.Select(n => n.Cluster).Distinct().Sum(Of);

    private static long SizeOf(IEnumerable<ClassicProtocol> protocols) => protocols.Sum(p => (2L * p.Name.Length) + p.Metadata.Length);

    private static long NameOf(string text) => text.Length == 0 ? 0 : 50 + (2L * text.Length);

    private static long MembersOf(Group group) => group switch
    {
        ClassicGroup classic => classic.Members.Values.Sum(m => Member + m.Assignment.Length + SizeOf(m.Protocols)),
        ConsumerGroup consumers => consumers.Members.Values.Sum(m => Member + m.Topics.Sum(NameOf) + NameOf(m.Regex) + SizeOf(m.Classic?.Protocols ?? [])),
        _ => 0,
    };

    private static long Of(ClusterState cluster)
    {
        // A part that is cut off shares the groups of its cluster.
        var groups = cluster.Home is null ? cluster.Groups.All : [];
        return groups.Sum(g => Group(g.Id) + MembersOf(g) + g.Offsets.Sum(o => (long)Offset(o.Key.Topic, o.Value)))
            + cluster.Transactions.Loaded.Sum(o => o.Transactions.Keys.Sum(id => (long)TransactionalId(id)))
            + cluster.Topics.Partitions.Sum(p => (long)p.Producers.Count * Producer);
    }
}
