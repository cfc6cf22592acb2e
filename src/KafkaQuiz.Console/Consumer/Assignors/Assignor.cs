using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Consumer.Assignors;

/// <summary>A member of a classic group, as its leader sees it.</summary>
/// <param name="Owned">What it says that it owns; empty for eager assignors, which give all up first.</param>
/// <param name="Generation">Of what it owns; -1 when unknown.</param>
internal sealed record GroupMember(string MemberId, string? InstanceId, IReadOnlyList<string> Topics, IReadOnlyList<TopicPartition> Owned, int Generation);

/// <summary>One of Kafka's client-side assignors (<c>partition.assignment.strategy</c>).</summary>
internal abstract class Assignor
{
    private const string Package = "org.apache.kafka.clients.consumer.";

    /// <summary>The protocol's name on the wire.</summary>
    public abstract string Name { get; }

    /// <summary>Members keep what they own during a rebalance and give up only what moves (KIP-429).</summary>
    public virtual bool IsCooperative => false;

    /// <summary>What a member tells the leader of itself besides its topics, or null.</summary>
    public virtual byte[]? UserData(IReadOnlyList<TopicPartition> assigned, int generation) => null;

    /// <summary>Reads <see cref="UserData"/> of another member, whose subscription may also name what it owns.</summary>
    public virtual GroupMember Read(GroupMember member, ReadOnlyMemory<byte>? userData) => member;

    /// <summary>Partitions by member id; every member has an entry.</summary>
    public abstract Dictionary<string, List<TopicPartition>> Assign(IReadOnlyList<GroupMember> members, IReadOnlyDictionary<string, TopicShape> topics);

    /// <summary>The assignors of a consumer's properties, in its order of preference; by default those of Java's consumer.</summary>
    /// <exception cref="JavaException">A class that is none of Kafka's own.</exception>
    public static IReadOnlyList<Assignor> Of(IReadOnlyDictionary<string, string> properties) =>
        [.. properties.GetValueOrDefault("partition.assignment.strategy", $"{Package}RangeAssignor,{Package}CooperativeStickyAssignor")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Create)];

    /// <summary>Members in the order in which assignors take them: static ones first, by instance id, then by member id (AbstractPartitionAssignor.MemberInfo).</summary>
    protected static IEnumerable<GroupMember> Sorted(IEnumerable<GroupMember> members) =>
        members.OrderBy(m => m.InstanceId is null).ThenBy(m => m.InstanceId ?? m.MemberId, StringComparer.Ordinal);

    private static Assignor Create(string className) => className switch
    {
        Package + "RangeAssignor" => new RangeAssignor(),
        Package + "RoundRobinAssignor" => new RoundRobinAssignor(),
        Package + "StickyAssignor" => new StickyAssignor(),
        Package + "CooperativeStickyAssignor" => new CooperativeStickyAssignor(),
        _ => throw new JavaException("org.apache.kafka.common.KafkaException", className + " ClassNotFoundException exception occurred", new JavaException("java.lang.ClassNotFoundException", className)),
    };
}
