using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>Which topics members are subscribed to, by name or by what their regular expressions match. Only on the loop.</summary>
internal static class SubscribedTopics
{
    /// <summary>Names, of topics that may not exist.</summary>
    public static IEnumerable<string> Names(ConsumerGroup group, ConsumerMember member) =>
        group.Regexes.TryGetValue(member.Regex, out var regex) ? member.Topics.Union(regex.Topics) : member.Topics;

    /// <summary>Ids of those that exist.</summary>
    public static HashSet<Guid> Ids(ConsumerGroup group, ConsumerMember member) =>
        [.. Names(group, member).Select(n => group.Cluster.Topics.TryGet(n, out var topic) ? topic.Id : Guid.Empty).Where(id => id != Guid.Empty)];

    /// <summary>
    /// Whether all members are subscribed to the same topics in the same way (ConsumerGroup.subscriptionType): only then the assignor may
    /// take the simple way.
    /// </summary>
    public static bool AreSame(ConsumerGroup group, IReadOnlyCollection<ConsumerMember> members)
    {
        var regexes = members.Select(m => m.Regex).Where(r => r.Length > 0).ToHashSet();
        if (regexes.Count == 0)
            return members.SelectMany(m => m.Topics).CountBy(t => t).All(t => t.Value == members.Count);
        // One expression for all, and nothing by name.
        return regexes.Count == 1 && members.All(m => m.Regex.Length > 0 && m.Topics.Count == 0);
    }

    /// <summary>Changes when a subscribed topic comes, goes, gets partitions or moves to other racks (ModernGroup.computeMetadataHash); "" for none.</summary>
    public static string Digest(ConsumerGroup group, IEnumerable<ConsumerMember> members)
    {
        var cluster = group.Cluster;
        var topics = members.SelectMany(m => Names(group, m)).Distinct().Order(StringComparer.Ordinal)
            .Select(n => cluster.Topics.TryGet(n, out var topic) ? topic : null).OfType<Topic>().ToList();
        if (topics.Count == 0)
            return "";
        var text = new StringBuilder();
        foreach (var topic in topics)
        {
            text.Append(CultureInfo.InvariantCulture, $"{topic.Id} {topic.Name} {topic.Partitions.Count}");
            foreach (var partition in topic.Partitions)
                text.Append(' ').AppendJoin(',', partition.Assignment.Select(b => cluster.Brokers.GetValueOrDefault(b)?.Rack).OfType<string>().Order(StringComparer.Ordinal));
            text.Append('\n');
        }
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
