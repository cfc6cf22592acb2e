using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Groups.Consumer.Assignors;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>
/// The server-side assignors against what those of Apache Kafka 4.3.1 decided in 480 steps of random groups
/// (Golden/assignors.tsv, made by eng/practice-cluster/Assignors.java).
/// </summary>
public sealed class AssignorTests
{
    private static readonly List<string[]> Rows = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "assignors.tsv")).Where(l => !l.StartsWith('#')).Select(l => l.Split('\t'))];

    [Theory]
    [InlineData("uniform", "1")]
    [InlineData("uniform", "0")]
    [InlineData("range", "1")]
    [InlineData("range", "0")]
    public void An_assignor_decides_as_Kafkas(string name, string isHomogeneous)
    {
        var rows = Rows.Where(r => r[0] == name && r[1] == isHomogeneous).ToList();
        Assert.InRange(rows.Count, 50, 400);
        foreach (var row in rows)
        {
            var topics = row[2].Split(' ').Select(t => t.Split('=', ':')).ToDictionary(t => t[0], t => (Id: Guid.Parse(t[1]), Count: int.Parse(t[2], null)));
            var members = row[3].Split(' ').Select(m => Member(m, topics)).ToList();
            var spec = new GroupSpec(JavaHash.Order(members, m => JavaHash.Of(m.Id)), isHomogeneous == "1", id => topics.Values.Single(t => t.Id == id).Count,
                members.SelectMany(m => m.Target).ToHashSet());
            var targets = ServerAssignors.Get(name).Assign(spec);
            Assert.Equal(row[4], string.Join(' ', members.Select(m => $"{m.Id}={Show(targets.GetValueOrDefault(m.Id), topics)}")));
        }
    }

    /// <summary>As Java 17 prints them. Without that order the remainder would go to others.</summary>
    [Fact]
    public void Keys_come_in_the_order_of_a_HashMap_of_Java() =>
        Assert.Equal(["sticky", "range", "roundrobin", "cooperative-sticky"], JavaHash.Order(["roundrobin", "sticky", "range", "cooperative-sticky"], JavaHash.Of));

    private static MemberSpec Member(string text, Dictionary<string, (Guid Id, int Count)> topics)
    {
        var (who, what) = (text[..text.IndexOf('=', StringComparison.Ordinal)].Split('@'), text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..].Split('|'));
        return new(who[0], who.Length > 1 ? who[1] : null, what[0].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => topics[t].Id).ToHashSet(),
            what[1].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(':')).SelectMany(t => t[1].Split(',').Select(p => new TopicIdPartition(topics[t[0]].Id, int.Parse(p, null)))).ToHashSet());
    }

    private static string Show(IReadOnlySet<TopicIdPartition>? target, Dictionary<string, (Guid Id, int Count)> topics) =>
        string.Join(';', topics.Where(t => target?.Any(p => p.Topic == t.Value.Id) ?? false).Select(t => $"{t.Key}:{string.Join(',', target!.Where(p => p.Topic == t.Value.Id).Select(p => p.Partition).Order())}"));
}
