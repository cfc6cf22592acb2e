using Of = KafkaQuiz.Practice.Tests.Groups.Script.TopicIdPartitionsOf;

namespace KafkaQuiz.Practice.Tests.Groups;

/// <summary>Conversations of members of the consumer protocol (KIP-848).</summary>
internal static partial class Conversations
{
    /// <summary>All of them, by name.</summary>
    public static Dictionary<string, Func<Script, Task>> All { get; } = new()
    {
        ["one-member"] = OneMemberAsync,
        ["revoke-before-assign"] = RevokeBeforeAssignAsync,
        ["epochs"] = EpochsAsync,
        ["static-members"] = StaticMembersAsync,
        ["bad-requests"] = BadRequestsAsync,
        ["topics-come-and-go"] = TopicsAsync,
        ["regexes"] = RegexesAsync,
        ["bad-regexes"] = BadRegexesAsync,
        ["assignors"] = AssignorsAsync,
        ["own-subscriptions"] = OwnSubscriptionsAsync,
        ["offsets-of-consumers"] = OffsetsOfConsumersAsync,
        ["upgrade"] = UpgradeAsync,
        ["upgrade-in-place"] = UpgradeInPlaceAsync,
        ["downgrade-by-leaving"] = DowngradeByLeavingAsync,
        ["downgrade-by-replacement"] = DowngradeByReplacementAsync,
        ["classic-rebalance"] = ClassicRebalanceAsync,
        ["classic-static-members"] = ClassicStaticMembersAsync,
        ["classic-faults"] = ClassicFaultsAsync,
        ["votes"] = VotesAsync,
        ["offsets-without-members"] = OffsetsWithoutMembersAsync,
        ["deleting"] = DeletingAsync,
    };

    private static async Task OneMemberAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1, 2, 3)]);
        await s.BeatAsync("m1", 2);
        // A full request is answered with the assignment.
        await s.BeatAsync("m1", 2, ["a"], [new Of("a", 0, 1, 2, 3)], timeout: 300_000);
        await s.BeatAsync("m1", 2, ["a", "b"]);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 3, []);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 3, owned: []);
        await s.BeatAsync("m1", -1);
        await s.DescribeAsync();
        await s.BeatAsync("m1", -1);
        await s.ListAsync();
        await s.DeleteGroupAsync();
        await s.BeatAsync("m1", -1);
        await s.BeatAsync("m1", 3);
    }

    private static async Task RevokeBeforeAssignAsync(Script s)
    {
        await s.CreateTopicAsync("a", 6);
        await s.BeatAsync("m1", 0, ["a"]);
        await s.BeatAsync("m2", 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1, 2, 3, 4, 5)]);
        await s.DescribeAsync();
        await s.BeatAsync("m2", 3);
        // Silence about partitions means that they are still held.
        await s.BeatAsync("m1", 2);
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1, 2)]);
        await s.BeatAsync("m2", 3);
        await s.DescribeAsync();
        await s.BeatAsync("m3", 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 3);
        await s.BeatAsync("m2", 3);
        await s.BeatAsync("m2", 3, owned: [new Of("a", 3, 4)]);
        await s.BeatAsync("m3", 4);
        await s.BeatAsync("m1", 3, owned: [new Of("a", 0, 1)]);
        await s.BeatAsync("m3", 4);
        await s.DescribeAsync();
        await s.BeatAsync("m1", -1);
        await s.DescribeAsync();
        await s.BeatAsync("m2", 4);
        await s.BeatAsync("m3", 4);
        await s.BeatAsync("m2", 5);
        await s.DescribeAsync();
        await s.ListAsync(states: ["stable"], types: ["CONSUMER"]);
        await s.ListAsync(states: ["Stable"], types: ["classic"]);
        await s.ListAsync(states: ["Empty"]);
        await s.DescribeClassicAsync();
        await s.DescribeClassicAsync(version: 5);
    }

    private static async Task EpochsAsync(Script s)
    {
        await s.CreateTopicAsync("a", 2);
        await s.BeatAsync("m1", 0, ["a"]);
        await s.BeatAsync("m1", 5);
        await s.BeatAsync("m1", 1);
        await s.BeatAsync("m2", 0, ["a"]);
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0)]);
        // The answer was lost: the epoch before is good with no more than was assigned.
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0)]);
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1)]);
        await s.BeatAsync("m1", 2);
        await s.BeatAsync("m3", 3);
        await s.BeatAsync("m1", 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m2", 3);
        await s.DescribeAsync();
    }

    private static async Task StaticMembersAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.BeatAsync("m1", 0, ["a"], instance: "i1");
        await s.BeatAsync("m2", 0, ["a"], instance: "i2");
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1)], instance: "i1");
        await s.BeatAsync("m2", 3, instance: "i2");
        await s.DescribeAsync();
        await s.BeatAsync("m3", 0, ["a"], instance: "i1");
        await s.BeatAsync("m3", 3, instance: "i1");
        await s.BeatAsync("m3", 3, instance: "i9");
        await s.BeatAsync("m3", -2, instance: "i1");
        await s.BeatAsync("m1", -2, instance: "i1");
        await s.DescribeAsync();
        // Its partitions wait for it.
        await s.BeatAsync("m2", 3, instance: "i2");
        await s.BeatAsync("m3", 0, ["a"], instance: "i1");
        await s.DescribeAsync();
        await s.BeatAsync("m1", 3, instance: "i1");
        await s.BeatAsync("m3", 3, instance: "i1");
        await s.BeatAsync("m3", -2, instance: "i1");
        await s.BeatAsync("m4", 0, ["a", "b"], instance: "i1");
        await s.DescribeAsync();
        await s.BeatAsync("m4", -1, instance: "i1");
        await s.DescribeAsync();
        await s.BeatAsync("m2", 4, instance: "i2");
        await s.DescribeAsync();
    }

    private static async Task BadRequestsAsync(Script s)
    {
        await s.CreateTopicAsync("a", 2);
        await s.BeatAsync("", 0, ["a"]);
        await s.BeatAsync("", 1);
        await s.BeatAsync("", 1, version: 0);
        await s.BeatAsync("m1", 0, ["a"], instance: " ");
        await s.BeatAsync("m1", 0, ["a"], timeout: -1);
        await s.BeatAsync("m1", 0, ["a"], [new Of("a", 0)]);
        await s.BeatAsync("m1", 0);
        await s.BeatAsync("m1", -2);
        await s.BeatAsync("m1", -3);
        await s.BeatAsync("m1", 0, ["a"], assignor: "sticky");
        await s.BeatAsync("m1", 7);
        await s.BeatAsync("m1", -1);
        await s.DescribeAsync();
        await s.ListAsync();
    }

    private static async Task TopicsAsync(Script s)
    {
        await s.CreateTopicAsync("a", 1);
        await s.BeatAsync("m1", 0, ["a", "b"]);
        await s.CreateTopicAsync("b", 2);
        await s.BeatAsync("m1", 2, until: r => r.MemberEpoch == 3);
        await s.GrowAsync("a", 3);
        await s.BeatAsync("m1", 3, until: r => r.MemberEpoch == 4);
        await s.DescribeAsync();
        await s.CreateTopicAsync("c", 2);
        await s.BeatAsync("m1", 4);
        await s.DeleteTopicAsync("b");
        await s.BeatAsync("m1", 4, until: r => r.Assignment is not null);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 4, owned: [new Of("a", 0, 1, 2)]);
        await s.DescribeAsync();
    }

    private static async Task RegexesAsync(Script s)
    {
        await s.CreateTopicAsync("orders", 3);
        await s.CreateTopicAsync("x", 1);
        var regex = s.Group + "\\.(payments|ord[a-z]+)";
        await s.BeatAsync("m1", 0, regex: regex);
        await s.BeatAsync("m1", 1, until: r => r.MemberEpoch == 2);
        await s.DescribeAsync();
        // A second member with the same expression, and one with none: "" is what librdkafka sends.
        await s.BeatAsync("m2", 0, regex: regex);
        await s.BeatAsync("m3", 0, ["x"], regex: "");
        await s.DescribeAsync();
        await s.BeatAsync("m2", -1);
        await s.BeatAsync("m3", -1);
        await s.BeatAsync("m1", 2, regex: "", owned: [new Of("orders", 0, 1, 2)]);
        await s.DescribeAsync();
        await s.BeatAsync("m1", 2, owned: []);
        await s.DescribeAsync();
    }

    private static async Task BadRegexesAsync(Script s)
    {
        await s.CreateTopicAsync("a", 1);
        foreach (var regex in new[]
        {
            "[a", "(a", "a)", "*a", "a**", "a\\", "a{2,1}", "a{1001}", "(?=a)", "(?<=a)", "(?!a)", "(a)\\1", "[z-a]", "\\k", "(?i)A", "(?P<n>a)", "(?<n>a)", "\\Qa.b\\E", "[[:alpha:]]+", "[[:nope:]]", "\\pL", "\\p{Greek}",
            "\\p{Nope}", "a++", "(?>a)", "[a&&b]", "\\x{61}", "\\u0061", "\\Z", "\\z", "a{,2}", "x{2}{3}", "(?P=n)", "(?P<n>a)(?P<n>b)", "\\d+\\w*\\s?", "[\\d-z]", "a|", "()", "^a$", "\\b", "(?s).", "(?x)a", "\\8", "[]a]", "[^]a]", "[a-]", "[[:^digit:]]", "\\p{^L}", "\\P{Latin}", "(?i-s:a)", "(?i-)", "(?)", "a*?", "a*??", "(|*)", "^*", "\\Q*\\E+", "\\x4", "\\x{110000}", "\\07", "\\12", "[\\b]", "{", "a{2", "\\pN+", "\\p", "\\p{L", "(?P<>a)", "(?P<n-m>a)", "(?P<n", "[a-\\d]", "((a)", "a{1000}", "\\C",
        })
            await s.BeatAsync("m1", 0, regex: regex);
    }

    private static async Task AssignorsAsync(Script s)
    {
        await s.CreateTopicAsync("a", 7);
        await s.CreateTopicAsync("b", 2);
        await s.BeatAsync("m1", 0, ["a", "b"], assignor: "range");
        await s.DescribeAsync();
        await s.BeatAsync("m2", 0, ["a", "b"], assignor: "range");
        await s.DescribeAsync();
        await s.BeatAsync("m3", 0, ["a"], assignor: "uniform");
        await s.DescribeAsync();
        // A changed wish alone computes nothing anew.
        await s.BeatAsync("m1", 2, assignor: "uniform", topics: ["a"]);
        await s.BeatAsync("m2", 3, topics: ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m4", 0, ["a"]);
        await s.DescribeAsync();
        await s.BeatAsync("m5", 0, ["a"], assignor: "range");
        await s.DescribeAsync();
    }

    private static async Task OwnSubscriptionsAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.CreateTopicAsync("b", 6);
        await s.CreateTopicAsync("c", 3);
        await s.BeatAsync("m1", 0, ["a", "b"]);
        await s.BeatAsync("m2", 0, ["b", "c"]);
        await s.BeatAsync("m3", 0, ["a", "b", "c"]);
        await s.DescribeAsync();
        await s.BeatAsync("m4", 0, ["c"]);
        await s.DescribeAsync();
        await s.BeatAsync("m3", -1);
        await s.BeatAsync("m5", 0, ["a", "b"]);
        await s.DescribeAsync();
    }

    private static async Task OffsetsOfConsumersAsync(Script s)
    {
        await s.CreateTopicAsync("a", 4);
        await s.BeatAsync("m1", 0, ["a"]);
        await s.CommitAsync(1, "a", "m1", 2);
        await s.CommitAsync(2, "a", "m1", 2, version: 10);
        await s.CommitAsync(3, "a", "m1", 2, version: 8);
        await s.CommitAsync(3, "a", "m1", 3);
        await s.CommitAsync(3, "a", "m1", 1);
        await s.CommitAsync(3, "a", "m9", 2);
        await s.CommitAsync(3, "a");
        await s.CommitAsync(3, "a", "m1", 2, partition: 9);
        await s.CommitAsync(3, "a", "m1", 2, version: 10, id: Guid.Parse("11111111-1111-4111-8111-111111111111"));
        await s.CommitAsync(3, "a", "m1", 2, metadata: new string('m', 4097));
        await s.CommitAsync(4, "a", "m1", 2, metadata: new string('m', 3));
        await s.BeatAsync("m2", 0, ["a"]);
        await s.BeatAsync("m1", 2);
        // Still in epoch 2 while it has to give up; then in 3 with what it kept, and with 2 for what it has had since then.
        await s.CommitAsync(5, "a", "m1", 2, partition: 3);
        await s.BeatAsync("m1", 2, owned: [new Of("a", 0, 1)]);
        await s.CommitAsync(6, "a", "m1", 2, partition: 0);
        await s.CommitAsync(6, "a", "m1", 2, partition: 3);
        await s.CommitAsync(6, "a", "m1", 2, version: 10, partition: 1);
        await s.FetchAsync(["a"], member: "m1", epoch: 3);
        await s.FetchAsync(["a"], member: "m1", epoch: 2);
        await s.FetchAsync(["a"], member: "m9", epoch: 2);
        await s.FetchAsync(["a"]);
        await s.FetchAsync(null);
        await s.FetchAsync(["a"], version: 10, member: "m1", epoch: 3);
        await s.FetchAsync(["a"], version: 10, ids: false);
        await s.FetchAsync(["a"], version: 5);
        await s.DeleteOffsetsAsync("a", 0);
        await s.DeleteOffsetsAsync("nothing", 0);
        await s.DeleteGroupAsync();
        await s.BeatAsync("m1", -1);
        await s.BeatAsync("m2", -1);
        await s.CommitAsync(7, "a", version: 8);
        await s.DeleteOffsetsAsync("a", 0, 9);
        await s.FetchAsync(null);
        // Offsets are the id's, whatever the protocol.
        s.Tell("c1", await s.EnterAsync("c1", ["a"]));
        await s.FetchAsync(null);
        await s.ListAsync();
    }
}
