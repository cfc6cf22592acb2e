using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Console.Consumer;
using KafkaQuiz.Console.Consumer.Assignors;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.Tests.Consumer;

/// <summary>Kafka's four client-side assignors.</summary>
public sealed class AssignorTests
{
    private static readonly Assignor[] All = [new RangeAssignor(), new RoundRobinAssignor(), new StickyAssignor(), new CooperativeStickyAssignor()];

    [Fact]
    public void Range_gives_the_first_members_one_more_of_every_topic() =>
        Assert.Equal("a: t-0 t-1 u-0 u-1, b: t-2 u-2", Text(new RangeAssignor().Assign([Member("b", "t", "u"), Member("a", "t", "u")], Topics(("t", 3), ("u", 3)))));

    [Fact]
    public void Round_robin_deals_all_partitions_in_turn() =>
        Assert.Equal("a: t-0 t-2 u-1, b: t-1 u-0 u-2", Text(new RoundRobinAssignor().Assign([Member("b", "t", "u"), Member("a", "t", "u")], Topics(("t", 3), ("u", 3)))));

    [Fact]
    public void Round_robin_passes_over_who_does_not_subscribe() =>
        Assert.Equal("a: t-0 t-1, b: u-0 u-1", Text(new RoundRobinAssignor().Assign([Member("a", "t"), Member("b", "u")], Topics(("t", 2), ("u", 2)))));

    [Fact]
    public void Sticky_moves_only_what_the_newcomer_needs()
    {
        var members = new[] { Member("a", "t") with { Owned = Partitions("t", 0, 1, 2), Generation = 1 }, Member("b", "t") with { Owned = Partitions("t", 3, 4, 5), Generation = 1 }, Member("c", "t") };
        Assert.Equal("a: t-0 t-1, b: t-3 t-4, c: t-2 t-5", Text(new StickyAssignor().Assign(members, Topics(("t", 6)))));
    }

    [Fact]
    public void Cooperative_sticky_gives_what_moves_to_nobody_until_it_is_given_up()
    {
        var members = new[] { Member("a", "t") with { Owned = Partitions("t", 0, 1, 2), Generation = 1 }, Member("b", "t") };
        Assert.Equal("a: t-0 t-1, b: ", Text(new CooperativeStickyAssignor().Assign(members, Topics(("t", 3)))));
        members[0] = members[0] with { Owned = Partitions("t", 0, 1), Generation = 2 };
        Assert.Equal("a: t-0 t-1, b: t-2", Text(new CooperativeStickyAssignor().Assign(members, Topics(("t", 3)))));
    }

    [Fact]
    public void A_claim_of_an_earlier_generation_does_not_count()
    {
        var members = new[] { Member("a", "t") with { Owned = Partitions("t", 0), Generation = 1 }, Member("b", "t") with { Owned = Partitions("t", 0), Generation = 2 } };
        Assert.Equal("a: t-1, b: t-0", Text(new StickyAssignor().Assign(members, Topics(("t", 2)))));
    }

    [Fact]
    public void Every_partition_is_given_to_one_subscriber_and_counts_differ_by_at_most_one_per_topic_or_in_all()
    {
        Prop.ForAll(Groups(), group =>
        {
            foreach (var assignor in All)
            {
                var assignment = assignor.Assign(group.Members, group.Topics);
                var given = assignment.SelectMany(a => a.Value.Select(p => (Partition: p, Member: group.Members.First(m => m.MemberId == a.Key)))).ToList();
                Assert.All(given, g => Assert.Contains(g.Partition.Topic, g.Member.Topics));
                var wanted = group.Topics.Where(t => group.Members.Any(m => m.Topics.Contains(t.Key))).SelectMany(t => Enumerable.Range(0, t.Value.Partitions).Select(p => new TopicPartition(t.Key, p)));
                Assert.Equal(wanted.OrderBy(p => p.ToString(), StringComparer.Ordinal), given.Select(g => g.Partition).OrderBy(p => p.ToString(), StringComparer.Ordinal));
                if (assignor is not RangeAssignor && group.Members.All(m => m.Topics.Count == group.Topics.Count))
                    Assert.InRange(assignment.Values.Max(a => a.Count) - assignment.Values.Min(a => a.Count), 0, 1);
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sticky_assignors_change_nothing_when_nothing_changed()
    {
        Prop.ForAll(Groups(), group =>
        {
            foreach (var assignor in All.OfType<StickyAssignor>().Cast<Assignor>().Append(new CooperativeStickyAssignor()))
            {
                var first = assignor.Assign(group.Members, group.Topics);
                var again = assignor.Assign([.. group.Members.Select(m => m with { Owned = first[m.MemberId], Generation = 1 })], group.Topics);
                Assert.Equal(Text(first), Text(again));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void When_a_member_leaves_the_others_of_a_sticky_group_keep_what_they_have()
    {
        Prop.ForAll(Groups(), group =>
        {
            var members = group.Members.Select(m => m with { Topics = [.. group.Topics.Keys] }).ToList();
            if (members.Count < 2)
                return;
            var first = new StickyAssignor().Assign(members, group.Topics);
            var stayed = members.Skip(1).Select(m => m with { Owned = first[m.MemberId], Generation = 1 }).ToList();
            var then = new StickyAssignor().Assign(stayed, group.Topics);
            Assert.All(stayed, m => Assert.Subset(then[m.MemberId].ToHashSet(), first[m.MemberId].ToHashSet()));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Members_tell_each_other_what_they_own()
    {
        IReadOnlyList<TopicPartition> owned = Partitions("t", 0, 2);
        foreach (var assignor in new Assignor[] { new StickyAssignor(), new CooperativeStickyAssignor() })
        {
            var inSubscription = assignor.IsCooperative ? owned : [];
            var metadata = ConsumerProtocol.WriteSubscription(["t", "a"], assignor.UserData(owned, 7), inSubscription, assignor.IsCooperative ? 7 : -1);
            var read = ConsumerProtocol.ReadMember(assignor, "m", "i", metadata);
            Assert.Equal(("m", "i", "a t", "t-0 t-2", 7), (read.MemberId, read.InstanceId, string.Join(' ', read.Topics), string.Join(' ', read.Owned), read.Generation));
        }
        Assert.Equal(owned, ConsumerProtocol.ReadAssignment(ConsumerProtocol.WriteAssignment([.. owned])));
    }

    [Fact]
    public void Java_classes_name_the_assignors()
    {
        static string Names(string? property) => string.Join(' ', Assignor.Of(property is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["partition.assignment.strategy"] = property }).Select(a => a.Name));
        const string package = "org.apache.kafka.clients.consumer.";
        Assert.Equal("range cooperative-sticky", Names(null));
        Assert.Equal("roundrobin sticky", Names($"{package}RoundRobinAssignor, {package}StickyAssignor"));
        Assert.Equal("my.Assignor ClassNotFoundException exception occurred", Assert.Throws<JavaException>(() => Names("my.Assignor")).JavaMessage);
    }

    /// <summary>One to five members of one to three topics of up to seven partitions, each member subscribed to one topic or more.</summary>
    private static Arbitrary<(List<GroupMember> Members, Dictionary<string, TopicShape> Topics)> Groups() => Arb.From(
        from topicCount in Gen.Choose(1, 3)
        from sizes in Gen.Choose(1, 7).ListOf(topicCount)
        from memberCount in Gen.Choose(1, 5)
        from wishes in Gen.Choose(1, 7).ListOf(memberCount)
        let topics = sizes.Select((size, i) => ($"t{i}", size)).ToArray()
        let members = wishes.Select((wish, i) => Member($"m{i}", [.. topics.Select(t => t.Item1).Where((_, t) => wish % 2 == 1 || (wish >> t & 1) == 1 || t == 0)])).ToList()
        select (members, Topics(topics)));

    private static GroupMember Member(string id, params string[] topics) => new(id, null, topics, [], -1);

    private static List<TopicPartition> Partitions(string topic, params int[] partitions) => [.. partitions.Select(p => new TopicPartition(topic, p))];

    private static Dictionary<string, TopicShape> Topics(params (string Name, int Partitions)[] topics) => topics.ToDictionary(t => t.Name, t => new TopicShape(Guid.Empty, t.Partitions));

    private static string Text(Dictionary<string, List<TopicPartition>> assignment) =>
        string.Join(", ", assignment.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}: {string.Join(' ', a.Value.OrderBy(p => p.ToString(), StringComparer.Ordinal))}"));
}
