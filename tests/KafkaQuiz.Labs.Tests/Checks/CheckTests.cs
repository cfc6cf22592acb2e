using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Checks;
using KafkaQuiz.Labs.Evidence;
using static KafkaQuiz.Labs.Tests.TestEvidence;

namespace KafkaQuiz.Labs.Tests.Checks;

public sealed class CheckTests
{
    private const string Orders = "orders-7f3k";

    [Theory]
    [InlineData(6, CheckOutcome.Holds)]
    [InlineData(5, CheckOutcome.Fails)]
    [InlineData(7, CheckOutcome.Fails)]
    public void Six_partitions_are_six(int partitions, CheckOutcome outcome)
    {
        var verdict = Evaluate(new TopicPartitions(Orders, new(EqualTo: 6)), Empty.WithTopic(Orders, partitions));
        Assert.Equal(outcome, verdict.Outcome);
        Assert.Equal("Metadata", verdict.Source!.Api);
        Assert.Equal("127.0.0.1:9092", verdict.Source.Broker);
        Assert.Contains($"{partitions}", verdict.Observed.Ko, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_of_a_similar_name_is_another_topic()
    {
        var evidence = Empty.WithTopic("orders-7f3", 6, 3).WithTopic("orders-7f3k-typo", 6, 3).WithTopic("Orders-7f3k", 6, 3).WithoutTopic(Orders);
        var verdict = Evaluate(new TopicPartitions(Orders, new(EqualTo: 6)), evidence);
        Assert.Equal(CheckOutcome.Fails, verdict.Outcome);
        Assert.Contains(Orders, verdict.Observed.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Replication_factor_must_be_met_by_every_partition_and_gives_credit_by_share()
    {
        var topic = new TopicSeen("id", [new(0, 1, [1, 2, 3], [1, 2, 3]), new(1, 1, [1], [1])]);
        var verdict = Evaluate(new ReplicationFactor(Orders, null, new(EqualTo: 3)), Empty.WithTopic(Orders, Read(topic)));
        Assert.Equal(CheckOutcome.Fails, verdict.Outcome);
        Assert.Equal(0.5, verdict.Credit);
        Assert.Contains($"{Orders}-1: 1", verdict.Observed.Ko, StringComparison.Ordinal);
    }

    [Fact]
    public void In_sync_replicas_are_not_the_assigned_replicas() =>
        Assert.Equal(CheckOutcome.Fails, Evaluate(new InSyncReplicas(Orders, null, new(EqualTo: 3)), Empty.WithTopic(Orders, 1, replicas: 3, inSync: 2)).Outcome);

    [Theory]
    [InlineData("86400000", "86400000", true)]
    [InlineData("86400000", "864000000", false)]
    [InlineData("86400000", "8640000", false)]
    [InlineData("0.5", "0.50", true)]
    [InlineData("true", "TRUE", true)]
    [InlineData("true", "false", false)]
    [InlineData("compact,delete", "delete, compact", true)]
    [InlineData("compact,delete", "compact", false)]
    [InlineData("producer", "Producer", false)]
    public void Config_values_compare_as_what_they_are(string wanted, string seen, bool holds)
    {
        var verdict = Evaluate(new TopicConfig(Orders, "key", new(EqualTo: wanted), null), Empty.WithTopic(Orders, 1).WithConfig(Orders, "key", seen));
        Assert.Equal(holds ? CheckOutcome.Holds : CheckOutcome.Fails, verdict.Outcome);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    public void A_topic_override_is_not_a_default_of_the_same_value(int source, bool holds)
    {
        var verdict = Evaluate(
            new TopicConfig(Orders, "retention.ms", new(EqualTo: "1000"), ConfigSource.Topic), Empty.WithTopic(Orders, 1).WithConfig(Orders, "retention.ms", "1000", source));
        Assert.Equal(holds ? CheckOutcome.Holds : CheckOutcome.Fails, verdict.Outcome);
    }

    [Theory]
    [InlineData(47, true)]
    [InlineData(48, false)]
    [InlineData(100, false)]
    public void Committed_offset_is_the_number_itself(long committed, bool holds)
    {
        var evidence = Empty.WithTopic(Orders, 1).WithCommits("g", new CommitSeen(Orders, 0, committed));
        Assert.Equal(holds ? CheckOutcome.Holds : CheckOutcome.Fails, Evaluate(new CommittedOffset("g", Orders, 0, new(EqualTo: 47)), evidence).Outcome);
    }

    [Fact]
    public void A_commit_on_one_of_three_partitions_earns_a_third()
    {
        var evidence = Empty.WithTopic(Orders, 3).WithCommits("g", new CommitSeen(Orders, 1, 5), new CommitSeen("other", 0, 5), new CommitSeen("other", 2, 5));
        var verdict = Evaluate(new CommittedOffset("g", Orders, null, new(EqualTo: 5)), evidence);
        Assert.Equal(CheckOutcome.Fails, verdict.Outcome);
        Assert.Equal(1.0 / 3, verdict.Credit, 6);
    }

    [Fact]
    public void A_group_without_commits_does_not_satisfy_even_not_equal() =>
        Assert.Equal(CheckOutcome.Fails, Evaluate(new CommittedOffset("g", Orders, 0, new(Not: 5)), Empty.WithTopic(Orders, 1).WithCommits("g")).Outcome);

    [Fact]
    public void Lag_of_a_partition_without_commit_counts_from_its_earliest_offset()
    {
        var evidence = Empty.WithTopic(Orders, 2).WithOffsets(Orders, (10, 30), (0, 5)).WithCommits("g", new CommitSeen(Orders, 1, 4));
        Assert.Equal(CheckOutcome.Holds, Evaluate(new GroupLag("g", Orders, new(EqualTo: 21)), evidence).Outcome);
    }

    [Fact]
    public void Records_before_the_start_do_not_count()
    {
        var baseline = Empty.WithTopic(Orders, 1).WithOffsets(Orders, (0, 4));
        var now = Empty.WithTopic(Orders, 1).WithOffsets(Orders, (0, 5));
        Assert.Equal(CheckOutcome.Holds, CheckGrading.Evaluate(new EndOffset(Orders, null, Since.Start, new(EqualTo: 1)), new Scene(now, baseline)).Outcome);
        var records = now.WithRecords(Orders, true, new RecordSeen(0, 3, null, "token"), new RecordSeen(0, 4, null, "token"));
        var check = new RecordCount(Orders, null, Since.Start, null, new(EqualTo: "token"), new(EqualTo: 1));
        Assert.Equal(CheckOutcome.Holds, CheckGrading.Evaluate(check, new Scene(records, baseline)).Outcome);
    }

    [Fact]
    public void A_topic_deleted_and_made_again_starts_from_nothing()
    {
        var baseline = Empty.WithTopic(Orders, 1, id: "old").WithOffsets(Orders, (0, 4));
        var now = Empty.WithTopic(Orders, 1, id: "new").WithOffsets(Orders, (0, 5));
        Assert.Equal(CheckOutcome.Holds, CheckGrading.Evaluate(new EndOffset(Orders, null, Since.Start, new(EqualTo: 5)), new Scene(now, baseline)).Outcome);
    }

    [Fact]
    public void Since_the_start_is_not_gradable_without_a_baseline()
    {
        var evidence = Empty.WithTopic(Orders, 1).WithOffsets(Orders, (0, 5));
        Assert.Equal(CheckOutcome.NotGradable, Evaluate(new EndOffset(Orders, null, Since.Start, new(EqualTo: 5)), evidence).Outcome);
    }

    [Fact]
    public void An_incomplete_sample_decides_only_what_more_records_could_not_change()
    {
        var evidence = (Empty with { Form = 1 }).WithTopic(Orders, 1).WithRecords(Orders, false, new RecordSeen(0, 0, null, "a"), new RecordSeen(0, 1, null, "a"));
        CheckOutcome Count(NumberCondition condition) => Evaluate(new RecordCount(Orders, null, null, null, null, condition), evidence).Outcome;
        Assert.Equal(CheckOutcome.Holds, Count(new(AtLeast: 2)));
        Assert.Equal(CheckOutcome.NotGradable, Count(new(AtLeast: 3)));
        Assert.Equal(CheckOutcome.NotGradable, Count(new(EqualTo: 2)));
        Assert.Equal(CheckOutcome.Fails, Count(new(EqualTo: 1)));
        Assert.Equal(CheckOutcome.Fails, Count(new(AtMost: 1)));
    }

    [Fact]
    public void Fourth_consumer_of_three_partitions_is_seen_as_idle()
    {
        var evidence = Empty.WithTopic(Orders, 3).WithGroup("g", "Stable", [new(Orders, 0)], [new(Orders, 1)], [], [new(Orders, 2)]);
        Assert.Equal(CheckOutcome.Holds, Evaluate(new GroupMembers("g", true, new(EqualTo: 1)), evidence).Outcome);
        Assert.Equal(CheckOutcome.Holds, Evaluate(new GroupAssignment("g", Orders, [1, 1, 1, 0]), evidence).Outcome);
        Assert.Equal(CheckOutcome.Fails, Evaluate(new GroupAssignment("g", Orders, [1, 1, 1]), evidence).Outcome);
    }

    [Fact]
    public void An_assignment_that_leaves_a_partition_out_fails() =>
        Assert.Equal(CheckOutcome.Fails, Evaluate(new GroupAssignment("g", Orders, [1, 1]), Empty.WithTopic(Orders, 3).WithGroup("g", "Stable", [new(Orders, 0)], [new(Orders, 1)])).Outcome);

    [Theory]
    [InlineData("PreparingRebalance")]
    [InlineData("CompletingRebalance")]
    [InlineData("Assigning")]
    [InlineData("Reconciling")]
    public void Who_owns_what_is_not_gradable_while_the_group_rebalances(string state)
    {
        var evidence = Empty.WithTopic(Orders, 3).WithGroup("g", state, [new OwnedPartition(Orders, 0)]);
        var verdict = Evaluate(new GroupMembers("g", null, new(EqualTo: 1)), evidence);
        Assert.Equal(NotGradableCause.GroupRebalancing, verdict.Fault!.Cause);
        Assert.Equal(CheckOutcome.NotGradable, Evaluate(new GroupAssignment("g", Orders, [1]), evidence).Outcome);
    }

    [Fact]
    public void Not_of_what_could_not_be_seen_is_not_gradable()
    {
        var unseen = Empty.WithTopic(Orders, Unread<TopicSeen>(NotGradableCause.NotAuthorized));
        Assert.Equal(CheckOutcome.NotGradable, Evaluate(new Not(new TopicExists(Orders)), unseen).Outcome);
        Assert.Equal(CheckOutcome.Holds, Evaluate(new Not(new TopicExists(Orders)), Empty.WithoutTopic(Orders)).Outcome);
        Assert.Equal(CheckOutcome.Fails, Evaluate(new Not(new TopicExists(Orders)), Empty.WithTopic(Orders, 1)).Outcome);
    }

    [Fact]
    public void All_is_decided_by_a_part_that_fails_even_beside_one_that_cannot_be_seen()
    {
        var evidence = Empty.WithTopic(Orders, 3).WithTopic("hidden", Unread<TopicSeen>(NotGradableCause.NotAuthorized));
        var hidden = new TopicExists("hidden");
        Assert.Equal(CheckOutcome.Fails, Evaluate(new AllOf([new TopicPartitions(Orders, new(EqualTo: 6)), hidden]), evidence).Outcome);
        Assert.Equal(CheckOutcome.NotGradable, Evaluate(new AllOf([new TopicPartitions(Orders, new(EqualTo: 3)), hidden]), evidence).Outcome);
        Assert.Equal(CheckOutcome.Holds, Evaluate(new AnyOf([new TopicPartitions(Orders, new(EqualTo: 3)), hidden]), evidence).Outcome);
        Assert.Equal(CheckOutcome.NotGradable, Evaluate(new AnyOf([new TopicPartitions(Orders, new(EqualTo: 6)), hidden]), evidence).Outcome);
    }

    private static CheckVerdict Evaluate(Check check, ClusterEvidence evidence) => CheckGrading.Evaluate(check, new Scene(evidence, null));
}
