using System.Runtime.CompilerServices;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Tallies;

namespace KafkaQuiz.Labs.Evidence;

/// <summary>What must be collected so that checks can be graded, and nothing more. The cluster itself is always read.</summary>
public sealed class EvidenceNeeds
{
    private static readonly ConditionalWeakTable<Lab, EvidenceNeeds> known = [];

    private readonly SortedSet<string> _topics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _configs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _brokerConfigs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _defaultConfigs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _offsets = new(StringComparer.Ordinal);
    private readonly SortedSet<(string Topic, long Time)> _times = [];
    private readonly SortedSet<string> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _coordinators = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _commits = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Topic, string Id), RecordQuestion> _records = [];
    private readonly SortedSet<string> _producers = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _logDirTopics = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _transactions = new(StringComparer.Ordinal);

    /// <summary>Topics to describe.</summary>
    public IReadOnlyCollection<string> Topics => _topics;

    /// <summary>Whether their eligible leader replicas are needed.</summary>
    public bool Eligible { get; private set; }

    /// <summary>Config keys by topic.</summary>
    internal IReadOnlyDictionary<string, SortedSet<string>> Configs => _configs;

    /// <summary>Config keys of every live broker.</summary>
    public IReadOnlyCollection<string> BrokerConfigs => _brokerConfigs;

    /// <summary>Config keys of the dynamic default of the cluster.</summary>
    public IReadOnlyCollection<string> DefaultConfigs => _defaultConfigs;

    /// <summary>Topics whose earliest and end offsets are needed.</summary>
    public IReadOnlyCollection<string> Offsets => _offsets;

    /// <summary>Times whose offsets are needed, by topic.</summary>
    public IReadOnlyCollection<(string Topic, long Time)> Times => _times;

    /// <summary>Groups to describe.</summary>
    public IReadOnlyCollection<string> Groups => _groups;

    /// <summary>Groups whose coordinator is asked for, whether they are there or not.</summary>
    public IReadOnlyCollection<string> Coordinators => _coordinators;

    /// <summary>Groups whose committed offsets are needed.</summary>
    public IReadOnlyCollection<string> Commits => _commits;

    /// <summary>What is asked of records.</summary>
    internal IReadOnlyCollection<RecordQuestion> Records => _records.Values;

    /// <summary>Topics whose producers are needed.</summary>
    public IReadOnlyCollection<string> Producers => _producers;

    /// <summary>Topics whose replicas' sizes and directories are needed.</summary>
    public IReadOnlyCollection<string> LogDirTopics => _logDirTopics;

    /// <summary>Whether log directories are needed.</summary>
    public bool LogDirs { get; private set; }

    /// <summary>Whether the controller quorum is needed.</summary>
    public bool Quorum { get; private set; }

    /// <summary>Whether features are needed.</summary>
    public bool Features { get; private set; }

    /// <summary>Whether reassignments are needed.</summary>
    public bool Reassignments { get; private set; }

    /// <summary>Whether advertised listeners, and connections to them, are needed.</summary>
    public bool Listeners { get; private set; }

    /// <summary>Whether every bootstrap server must be asked.</summary>
    public bool Servers { get; private set; }

    /// <summary>Whether the transactions of all coordinators are needed.</summary>
    public bool AllTransactions { get; private set; }

    /// <summary>Transactional ids to describe.</summary>
    public IReadOnlyCollection<string> Transactions => _transactions;

    /// <summary>What the tasks and hints of a lab need. A watch asks twice a second: it is found out once for each lab that lives.</summary>
    public static EvidenceNeeds Of(Lab lab) => known.GetValue(lab, static one => Of(one.Tasks.SelectMany(task => task.Checks)));

    /// <summary>What of a look must be kept for those checks of a lab that count from it.</summary>
    internal static EvidenceNeeds OfMarks(Lab lab) => Of(lab.Tasks.SelectMany(task => task.Checks).Where(check => check.Marks.Count > 0));

    internal void Topic(string topic) => _topics.Add(topic);

    internal void EligibleOf(string topic)
    {
        _topics.Add(topic);
        Eligible = true;
    }

    internal void ConfigOf(string topic, string key)
    {
        _topics.Add(topic);
        if (!_configs.TryGetValue(topic, out var keys)) _configs[topic] = keys = new SortedSet<string>(StringComparer.Ordinal);
        keys.Add(key);
    }

    internal void BrokerConfig(string key) => _brokerConfigs.Add(key);

    internal void DefaultConfig(string key) => _defaultConfigs.Add(key);

    internal void OffsetsOf(string topic)
    {
        _topics.Add(topic);
        _offsets.Add(topic);
    }

    internal void OffsetAt(string topic, long time)
    {
        OffsetsOf(topic);
        _times.Add((topic, time));
    }

    internal void Group(string group) => _groups.Add(group);

    internal void CoordinatorOf(string group) => _coordinators.Add(group);

    internal void CommitsOf(string group) => _commits.Add(group);

    internal void Ask(RecordQuestion question)
    {
        OffsetsOf(question.Topic);
        _records[(question.Topic, question.Id)] = question;
    }

    internal void ProducersOf(string topic)
    {
        _topics.Add(topic);
        _producers.Add(topic);
    }

    internal void LogDirsOf(string? topic)
    {
        LogDirs = true;
        if (topic is null) return;
        _topics.Add(topic);
        _logDirTopics.Add(topic);
    }

    internal void NeedQuorum() => Quorum = true;

    internal void NeedFeatures() => Features = true;

    internal void NeedReassignments() => Reassignments = true;

    internal void NeedListeners() => Listeners = true;

    internal void NeedServers() => Servers = true;

    internal void NeedTransactions() => AllTransactions = true;

    internal void Transaction(string id) => _transactions.Add(id);

    private static EvidenceNeeds Of(IEnumerable<Check> checks)
    {
        var needs = new EvidenceNeeds();
        foreach (var check in checks) CheckNeeds.Add(check, needs);
        return needs;
    }
}
