using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>One look at a cluster while it is being taken: what is needed, from where it counts, and what the first wave found.</summary>
internal sealed class Collection(BrokerLinks links, EvidenceNeeds needs, ClusterEvidence? baseline, LabMemory memory, TimeProvider time, CancellationToken cancel)
{
    /// <summary>Errors that a cluster gives for a moment: while leaders and coordinators move, and until every broker knows a new topic.</summary>
    private static readonly ErrorCode[] passing =
    [
        ErrorCode.NotLeaderOrFollower, ErrorCode.LeaderNotAvailable, ErrorCode.FencedLeaderEpoch, ErrorCode.UnknownLeaderEpoch, ErrorCode.OffsetNotAvailable, ErrorCode.ReplicaNotAvailable,
        ErrorCode.NotCoordinator, ErrorCode.CoordinatorNotAvailable, ErrorCode.CoordinatorLoadInProgress, ErrorCode.UnknownTopicOrPartition, ErrorCode.UnstableOffsetCommit,
    ];

    public BrokerLinks Links => links;

    public EvidenceNeeds Needs => needs;

    public ClusterEvidence? Baseline => baseline;

    public LabMemory Memory => memory;

    public CancellationToken Cancel => cancel;

    /// <summary>Live brokers with the addresses that they advertise; from the first wave on.</summary>
    public IReadOnlyDictionary<int, HostPort> Brokers { get; set; } = new Dictionary<int, HostPort>();

    /// <summary>Topics; from the first wave on.</summary>
    public Dictionary<string, Reading<TopicSeen>> Topics { get; set; } = [];

    /// <summary>True once an error was seen that passes by itself.</summary>
    public bool SawPassingError { get; private set; }

    public Source Source(ApiKey key, HostPort broker) => new(key.ToString(), broker.ToString(), time.GetUtcNow());

    /// <summary>Where something was read that no broker was asked for alone.</summary>
    public Source Source(ApiKey key) => Source(key, Brokers.Count > 0 ? Brokers.Values.First() : links.Target.Bootstrap[0]);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A reading whose faults are in it.</summary>
    public async Task<Reading<T>> ReadAsync<T>(ApiKey key, HostPort broker, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return new Reading<T>(Source(key, broker), await read());
        }
        catch (NotGradableException fault)
        {
            return new Reading<T>(Source(key, broker), null, fault.Fault);
        }
        catch (MalformedMessageException)
        {
            return new Reading<T>(Source(key, broker), null, new NotGradable(NotGradableCause.NotKafka, broker.ToString()));
        }
    }

    /// <summary>The connection to a live broker.</summary>
    /// <exception cref="NotGradableException">There is no such live broker: the leader or coordinator has just gone.</exception>
    public BrokerLink To(int broker, string about)
    {
        if (Brokers.TryGetValue(broker, out var address)) return links.To(address);
        throw new NotGradableException(Fault(ErrorCode.LeaderNotAvailable, about));
    }

    /// <summary>Throws what an error code stands for.</summary>
    /// <exception cref="NotGradableException">It is an error.</exception>
    public void Require(ErrorCode code, string about)
    {
        if (code != ErrorCode.None) throw new NotGradableException(Fault(code, about));
    }

    /// <summary>The fault that an error code stands for.</summary>
    public NotGradable Fault(ErrorCode code, string about)
    {
        SawPassingError |= passing.Contains(code);
        return code switch
        {
            ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.TransactionalIdAuthorizationFailed =>
                new NotGradable(NotGradableCause.NotAuthorized, about),
            ErrorCode.RebalanceInProgress => new NotGradable(NotGradableCause.GroupRebalancing, about),
            ErrorCode.UnsupportedVersion => new NotGradable(NotGradableCause.NotTold, about),
            _ => new NotGradable(NotGradableCause.BrokerError, $"{about}: {code}"),
        };
    }

    /// <summary>The evidence that a question about records counts from: the start, or the look of a task; null where there is none yet.</summary>
    public ClusterEvidence? From(Content.Labs.Since since) => since.Task is null ? baseline : memory.Marks.GetValueOrDefault(since.Task);

    /// <summary>Partitions of topics by their leader; a partition without a leader is a fault of its topic.</summary>
    public Dictionary<int, List<(string Topic, int Partition)>> ByLeader(IEnumerable<string> topics, Dictionary<string, NotGradable> faults)
    {
        var leaders = new Dictionary<int, List<(string, int)>>();
        foreach (var name in topics)
        {
            foreach (var partition in Topics.GetValueOrDefault(name)?.Value?.Partitions ?? [])
            {
                if (partition.Leader is not { } leader || !Brokers.ContainsKey(leader)) faults[name] = Fault(ErrorCode.LeaderNotAvailable, name);
                else if (leaders.TryGetValue(leader, out var list)) list.Add((name, partition.Partition));
                else leaders[leader] = [(name, partition.Partition)];
            }
        }
        return leaders;
    }
}
