using System.Globalization;
using System.Text.RegularExpressions;
using KafkaQuiz.Console.Topics;

namespace KafkaQuiz.Console.GetOffsets;

/// <summary>Which partitions kafka-get-offsets lists: rules <c>topic:0</c>, <c>topic:1-3</c> (the end is not in it), <c>topic</c>, <c>:0</c>.</summary>
internal sealed partial class PartitionFilter
{
    private readonly List<(Regex Topic, Func<int, bool> Partition)> _rules = [];

    public bool IsMatch(TopicPartition partition) => _rules.Any(r => r.Topic.IsMatch(partition.Topic) && r.Partition(partition.Partition));

    /// <exception cref="TerseException">No list of numbers.</exception>
    public static PartitionFilter OfTopicAndPartitions(string topic, string? partitions)
    {
        var ids = new HashSet<int>();
        foreach (var text in string.IsNullOrEmpty(partitions) ? [] : partitions.Split(','))
        {
            ids.Add(int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
                ? id
                : throw new TerseException("--partitions expects a comma separated list of numeric partition ids, but received: " + partitions));
        }
        var filter = new PartitionFilter();
        filter._rules.Add((TopicFilter.Parse(topic), p => ids.Count == 0 || ids.Contains(p)));
        return filter;
    }

    public static PartitionFilter OfRules(string list)
    {
        var filter = new PartitionFilter();
        foreach (var rule in list.Split(','))
        {
            var match = Rule().Match(rule);
            if (!match.Success)
            {
                // The tool wraps its own terse exception in this one place.
                throw new Java.JavaException("java.lang.RuntimeException", "org.apache.kafka.tools.TerseException: Invalid rule specification: " + rule,
                    new Java.JavaException("org.apache.kafka.tools.TerseException", "Invalid rule specification: " + rule));
            }
            var topic = TopicFilter.Parse(match.Groups[1].Length > 0 ? match.Groups[1].Value : ".*");
            if (Number(match.Groups[2]) is { } one)
            {
                filter._rules.Add((topic, p => p == one));
                continue;
            }
            var from = Number(match.Groups[3]) ?? 0;
            var to = Number(match.Groups[4]) ?? int.MaxValue;
            filter._rules.Add((topic, p => p >= from && p < to));
        }
        return filter;
    }

    private static int? Number(Group group) => group.Length > 0 ? int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("^([^:,]*)(?::(?:([0-9]*)|(?:([0-9]*)-([0-9]*))))?$")]
    private static partial Regex Rule();
}
