using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using static KafkaQuiz.Labs.Tests.TestEvidence;

namespace KafkaQuiz.Labs.Tests.Verdicts;

public sealed class LabGraderTests
{
    private static readonly TopicExists There = new("t");

    [Fact]
    public void A_held_task_is_done_only_after_it_held_that_long()
    {
        var lab = TestLab.Of(TestLab.Task("hold", There, hold: 3));
        var memory = LabMemory.Empty;
        Assert.Equal(TaskState.Holding, Look(0, true));
        Assert.Equal(TaskState.Holding, Look(2.9, true));
        Assert.Equal(TaskState.Open, Look(3, false));
        Assert.Equal(TaskState.Holding, Look(4, true));
        Assert.Equal(TaskState.Done, Look(7, true));

        TaskState Look(double at, bool there)
        {
            (var verdict, memory) = LabGrader.Grade(lab, null, memory, Topic(there).At(at));
            return verdict.Tasks[0].State;
        }
    }

    [Fact]
    public void A_level_task_comes_undone_and_an_edge_task_does_not()
    {
        var lab = TestLab.Of(TestLab.Task("level", There), TestLab.Task("edge", There, mode: TaskMode.Edge));
        var (_, memory) = LabGrader.Grade(lab, null, LabMemory.Empty, Topic(true));
        var (verdict, _) = LabGrader.Grade(lab, null, memory, Topic(false).At(10));
        Assert.Equal([TaskState.Open, TaskState.Done], verdict.Tasks.Select(task => task.State));
        Assert.Equal(Noon, verdict.Tasks[1].DoneAt);
        Assert.False(verdict.IsComplete);
    }

    [Fact]
    public void A_task_waits_for_those_it_comes_after_wherever_they_stand()
    {
        var lab = TestLab.Of(TestLab.Task("second", There, after: ["first"]), TestLab.Task("first", new TopicExists("u")));
        var (waiting, _) = LabGrader.Grade(lab, null, LabMemory.Empty, Topic(true).WithoutTopic("u"));
        Assert.Equal(TaskState.Waiting, waiting.Tasks[0].State);
        Assert.Equal(["first"], waiting.Tasks[0].WaitsFor);
        Assert.Equal(0, waiting.Tasks[0].Points);
        var (done, _) = LabGrader.Grade(lab, null, LabMemory.Empty, Topic(true).WithTopic("u", 1));
        Assert.True(done.IsComplete);
    }

    [Fact]
    public void Half_of_the_parts_earn_half_of_the_points()
    {
        var check = new AllOf([new TopicPartitions("t", new(EqualTo: 6)), new ReplicationFactor("t", null, new(EqualTo: 3))]);
        var (verdict, _) = LabGrader.Grade(TestLab.Of(TestLab.Task("both", check, points: 3)), null, LabMemory.Empty, Empty.WithTopic("t", 6, replicas: 1));
        Assert.Equal(TaskState.Open, verdict.Tasks[0].State);
        Assert.Equal(1.5m, verdict.Points);
    }

    [Fact]
    public void No_hint_is_given_while_a_check_holds_its_time_or_an_invariant_is_kept()
    {
        var hint = new LabHint(null, LocalizedText.Same("wrong"));
        var lab = TestLab.Of(
            TestLab.Task("hold", There, hold: 3, hints: hint), TestLab.Task("always", There, mode: TaskMode.Always, hints: hint), TestLab.Task("open", new TopicExists("u")));
        var (kept, memory) = LabGrader.Grade(lab, null, LabMemory.Empty, Topic(true).WithoutTopic("u"));
        Assert.Equal([TaskState.Holding, TaskState.Holding], kept.Tasks.Take(2).Select(task => task.State));
        Assert.All(kept.Tasks, task => Assert.Null(task.Hint));
        var (broken, _) = LabGrader.Grade(lab, null, memory, Topic(false).WithoutTopic("u").At(1));
        Assert.Equal([TaskState.Open, TaskState.Broken], broken.Tasks.Take(2).Select(task => task.State));
        Assert.All(broken.Tasks.Take(2), task => Assert.Equal("wrong", task.Hint!.En));
    }

    [Fact]
    public void The_first_hint_that_fits_the_state_is_given_and_none_once_done()
    {
        var hints = new[]
        {
            new LabHint(new TopicPartitions("t", new(AtMost: 1)), LocalizedText.Same("one")),
            new LabHint(new TopicExists("t"), LocalizedText.Same("some")),
            new LabHint(null, LocalizedText.Same("none")),
        };
        var lab = TestLab.Of(TestLab.Task("six", new TopicPartitions("t", new(EqualTo: 6)), hints: hints));
        Assert.Equal("one", Hint(Empty.WithTopic("t", 1)));
        Assert.Equal("some", Hint(Empty.WithTopic("t", 3)));
        Assert.Equal("none", Hint(Empty.WithoutTopic("t")));
        Assert.Null(Hint(Empty.WithTopic("t", 6)));

        string? Hint(ClusterEvidence evidence) => LabGrader.Grade(lab, null, LabMemory.Empty, evidence).Verdict.Tasks[0].Hint?.Ko;
    }

    [Theory]
    [InlineData(NotGradableCause.Unreachable)]
    [InlineData(NotGradableCause.TimedOut)]
    [InlineData(NotGradableCause.Tls)]
    public void An_unseen_cluster_gives_no_verdict_and_forgets_nothing(NotGradableCause cause)
    {
        var lab = TestLab.Of(TestLab.Task("edge", There, mode: TaskMode.Edge));
        var (_, memory) = LabGrader.Grade(lab, null, LabMemory.Empty, Topic(true));
        var (verdict, after) = LabGrader.Grade(lab, null, memory, ClusterConnection.Unseen(new NotGradable(cause, "127.0.0.1:1"), "127.0.0.1:1", Noon));
        Assert.Equal(cause, verdict.Fault!.Cause);
        Assert.False(verdict.IsGraded);
        Assert.Equal(memory, after);
        Assert.NotEqual(verdict.Fault.Message.Ko, verdict.Fault.Message.En);
    }

    [Fact]
    public void Too_few_brokers_at_the_start_is_not_gradable_but_a_broker_lost_later_is_part_of_the_lab()
    {
        var lab = TestLab.Of(3, TestLab.Task("t", There));
        var two = Topic(true) with { Cluster = Read(new ClusterSeen("cluster", [new(1, "h", 1, null), new(2, "h", 2, null)])) };
        Assert.Equal(NotGradableCause.TooFewBrokers, LabGrader.Grade(lab, null, LabMemory.Empty, two).Verdict.Fault!.Cause);
        Assert.Null(LabGrader.Grade(lab, Empty, LabMemory.Empty, two).Verdict.Fault);
    }

    [Fact]
    public void Stored_evidence_graded_again_gives_the_same_verdict() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<(PositiveInt Partitions, PositiveInt Replicas, PositiveInt Committed, bool There)>().ToArbitrary(),
        state =>
        {
            var lab = TestLab.Of(
                TestLab.Task("six", new AllOf([new TopicPartitions("t", new(EqualTo: 6)), new ReplicationFactor("t", null, new(EqualTo: 3))]), points: 3, hold: 1),
                TestLab.Task("commit", new CommittedOffset("g", "t", null, new(EqualTo: 5)), mode: TaskMode.Edge));
            var evidence = (state.There ? Empty.WithTopic("t", 1 + (state.Partitions.Get % 8), 1 + (state.Replicas.Get % 4)) : Empty.WithoutTopic("t"))
                .WithCommits("g", new CommitSeen("t", 0, state.Committed.Get % 7));
            var (given, memory) = LabGrader.Grade(lab, Empty, LabMemory.Empty, evidence);
            var stored = EvidenceJson.Read(EvidenceJson.Write(evidence));
            var again = Regrade.Of(lab, Empty, LabMemory.Empty, stored, given);
            Assert.Empty(again.Changes);
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(given), System.Text.Json.JsonSerializer.Serialize(again.Verdict));
            Assert.InRange(given.Points, 0, given.MaxPoints);
            Assert.Equal(given.IsComplete, given.Points == given.MaxPoints);
            Assert.NotNull(memory);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Regrading_with_a_changed_check_names_the_task_that_differs()
    {
        var evidence = Empty.WithTopic("t", 6, 3);
        var (given, _) = LabGrader.Grade(TestLab.Of(TestLab.Task("six", new TopicPartitions("t", new(EqualTo: 6)))), null, LabMemory.Empty, evidence);
        var result = Regrade.Of(TestLab.Of(TestLab.Task("six", new TopicPartitions("t", new(EqualTo: 12)))), null, LabMemory.Empty, evidence, given);
        Assert.Equal(new TaskChange("six", TaskState.Done, TaskState.Open, 1, 0), Assert.Single(result.Changes));
    }

    private static ClusterEvidence Topic(bool there) => there ? Empty.WithTopic("t", 1) : Empty.WithoutTopic("t");
}
