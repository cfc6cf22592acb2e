using KafkaQuiz.Practice.Groups.Classic;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>A member of a KIP-848 group (ConsumerGroupMember.java). Never changed: an update replaces it.</summary>
/// <param name="Id">The client's own since v1 of the API, else the coordinator's.</param>
internal sealed record ConsumerMember(string Id)
{
    /// <summary>Of a static member that is away for a while.</summary>
    public const int LeftForAWhile = -2;

    /// <summary>Of the target that it has caught up with; 0 of one that joins, <see cref="LeftForAWhile"/>.</summary>
    public int Epoch { get; init; }

    /// <summary>The epoch before, which a client may still use when an answer was lost; -1 for none.</summary>
    public int PreviousEpoch { get; init; } = -1;

    public MemberState State { get; init; }

    /// <summary>`group.instance.id` of a static member.</summary>
    public string? InstanceId { get; init; }

    public string? RackId { get; init; }

    public string ClientId { get; init; } = "";

    public string ClientHost { get; init; } = "";

    /// <summary>How long it may take to give up partitions.</summary>
    public TimeSpan RebalanceTimeout { get; init; }

    public IReadOnlySet<string> Topics { get; init; } = new HashSet<string>();

    /// <summary>A regular expression of topics, as RE2/J reads it; "" for none.</summary>
    public string Regex { get; init; } = "";

    /// <summary>The assignor that it would like; null leaves it to the group.</summary>
    public string? Assignor { get; init; }

    /// <summary>What it may consume, with the epoch in which it was assigned.</summary>
    public IReadOnlyDictionary<TopicIdPartition, int> Assigned { get; init; } = new Dictionary<TopicIdPartition, int>();

    /// <summary>What it has to give up, likewise.</summary>
    public IReadOnlyDictionary<TopicIdPartition, int> Revoking { get; init; } = new Dictionary<TopicIdPartition, int>();

    /// <summary>Of a member that speaks the classic protocol (an online upgrade); null for the others.</summary>
    public ClassicSide? Classic { get; init; }

    public bool IsClassic => Classic is not null;

    public bool IsReconciledTo(int epoch) => State == MemberState.Stable && Epoch == epoch;

    public ConsumerMember InEpoch(int epoch) => this with { Epoch = epoch, PreviousEpoch = Epoch };
}

/// <summary>What a member of the classic protocol brought when it joined.</summary>
internal sealed record ClassicSide(TimeSpan SessionTimeout, IReadOnlyList<ClassicProtocol> Protocols);
