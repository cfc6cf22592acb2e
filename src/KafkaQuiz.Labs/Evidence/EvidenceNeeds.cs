using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;

namespace KafkaQuiz.Labs.Evidence;

/// <summary>What must be collected so that every check of a lab can be graded, and nothing more. The cluster itself is always read.</summary>
public sealed class EvidenceNeeds
{
    private readonly SortedSet<string> _topics = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _configs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _offsets = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _groups = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _commits = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, bool> _records = new(StringComparer.Ordinal);

    /// <summary>Topics to describe.</summary>
    public IReadOnlyCollection<string> Topics => _topics;

    /// <summary>Topics whose configs are needed.</summary>
    public IReadOnlyCollection<string> Configs => _configs;

    /// <summary>Topics whose earliest and end offsets are needed.</summary>
    public IReadOnlyCollection<string> Offsets => _offsets;

    /// <summary>Groups to describe.</summary>
    public IReadOnlyCollection<string> Groups => _groups;

    /// <summary>Groups whose committed offsets are needed.</summary>
    public IReadOnlyCollection<string> Commits => _commits;

    /// <summary>Topics whose records are needed; the value is true where only those since the start are.</summary>
    public IReadOnlyDictionary<string, bool> Records => _records;

    /// <summary>What the tasks and hints of a lab need.</summary>
    public static EvidenceNeeds Of(Lab lab)
    {
        var needs = new EvidenceNeeds();
        foreach (var task in lab.Tasks)
        {
            CheckNeeds.Add(task.Check, needs);
            foreach (var hint in task.Hints)
            {
                if (hint.When is not null) CheckNeeds.Add(hint.When, needs);
            }
        }
        return needs;
    }

    internal void Topic(string topic) => _topics.Add(topic);

    internal void ConfigsOf(string topic)
    {
        _topics.Add(topic);
        _configs.Add(topic);
    }

    internal void OffsetsOf(string topic)
    {
        _topics.Add(topic);
        _offsets.Add(topic);
    }

    internal void Group(string group) => _groups.Add(group);

    internal void CommitsOf(string group) => _commits.Add(group);

    internal void RecordsOf(string topic, bool sinceStart)
    {
        OffsetsOf(topic);
        _records[topic] = sinceStart && _records.GetValueOrDefault(topic, true);
    }
}
