using System.Text.Json;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using static KafkaQuiz.Labs.Tests.TestEvidence;

namespace KafkaQuiz.Labs.Tests.Verdicts;

/// <summary>Growth since a task, and what must always hold. Memory goes through its stored form between looks, as it does on a server.</summary>
public sealed class TimeTests
{
    private static readonly LabTask Down = TestLab.Task("down", new LiveBrokers([], [2], null), mode: TaskMode.Edge);
    private static readonly LabTask Written = TestLab.Task("written", new EndOffset("t", null, new("down"), new(AtLeast: 5)), mode: TaskMode.Edge, after: ["down"]);
    private static readonly Check TwoInSync = new InSyncReplicas("t", null, new(AtLeast: 2));

    [Fact]
    public void Growth_counts_from_the_look_in_which_the_task_was_first_done()
    {
        var session = new Session(TestLab.Of(Down, Written), State(3, end: 100));
        Assert.Equal([TaskState.Open, TaskState.Waiting], session.Look(State(3, end: 107)));
        Assert.Equal([TaskState.Done, TaskState.Open], session.Look(State(2, end: 110)));
        Assert.Equal([TaskState.Done, TaskState.Open], session.Look(State(2, end: 114)));
        Assert.Equal([TaskState.Done, TaskState.Done], session.Look(State(2, end: 115)));
    }

    [Fact]
    public void A_mark_is_that_of_the_first_time_even_where_the_task_comes_undone()
    {
        var level = Down with { Mode = TaskMode.Level };
        var session = new Session(TestLab.Of(level, Written), State(3, end: 0));
        session.Look(State(2, end: 10));
        Assert.Equal([TaskState.Open, TaskState.Waiting], session.Look(State(3, end: 20)));
        Assert.Equal([TaskState.Done, TaskState.Done], session.Look(State(2, end: 20)));
    }

    [Fact]
    public void A_topic_made_again_after_the_mark_starts_from_nothing()
    {
        var session = new Session(TestLab.Of(Down, Written), State(3, end: 100));
        session.Look(State(2, end: 100));
        Assert.Equal(TaskState.Open, session.Look(State(2, end: 4, id: "new"))[1]);
        Assert.Equal(TaskState.Done, session.Look(State(2, end: 5, id: "new"))[1]);
    }

    [Fact]
    public void A_mark_keeps_a_few_numbers_of_the_look_and_no_records()
    {
        var session = new Session(TestLab.Of(Down, Written), State(3, end: 0));
        session.Look(State(2, end: 10).WithRecords("t", true, new RecordSeen(0, 0, null, "secret")).WithTopic("u", 50).WithConfig("t", "k", "v"));
        Assert.Equal("down", Assert.Single(session.Memory.Marks).Key);
        Assert.DoesNotContain("secret", session.Stored, StringComparison.Ordinal);
        Assert.InRange(session.Stored.Length, 100, 1_500);
    }

    [Fact]
    public void What_must_always_hold_is_kept_so_far_until_all_else_is_done()
    {
        var session = new Session(TestLab.Of(Down, Always()), State(3));
        Assert.Equal([TaskState.Open, TaskState.Holding], session.Look(State(3)));
        Assert.Equal([TaskState.Done, TaskState.Done], session.Look(State(2, inSync: 2)));
        Assert.True(session.Last.IsComplete);
    }

    [Fact]
    public void A_violation_seen_once_stays_with_when_and_what_until_a_fresh_start()
    {
        var session = new Session(TestLab.Of(Down, Always()), State(3));
        session.Look(State(3).At(1));
        Assert.Equal(TaskState.Broken, session.Look(State(1, inSync: 1).At(2))[1]);
        Assert.Equal([TaskState.Done, TaskState.Broken], session.Look(State(2, inSync: 3).At(3)));
        var task = session.Last.Tasks[1];
        Assert.Equal(Noon.AddSeconds(2), task.BrokenAt);
        Assert.Contains("ISR size 1", task.Check.Observed.En, StringComparison.Ordinal);
        Assert.Equal(0, task.Points);
        Assert.False(session.Last.IsComplete);
        Assert.Equal(TaskState.Holding, new Session(TestLab.Of(Down, Always()), State(3)).Look(State(3))[1]);
    }

    [Fact]
    public void A_look_that_could_not_see_is_no_violation()
    {
        var session = new Session(TestLab.Of(Down, Always()), State(3));
        session.Look(State(3));
        Assert.Equal(TaskState.NotGradable, session.Look(State(3).WithTopic("t", Unread<TopicSeen>(NotGradableCause.TimedOut)))[1]);
        Assert.Equal(TaskState.Done, session.Look(State(2, inSync: 2))[1]);
    }

    [Fact]
    public void Between_two_tasks_only_what_lies_between_them_counts()
    {
        var frozen = TestLab.Task("frozen", new EndOffset("t", null, new("alone"), new(EqualTo: 0)), mode: TaskMode.Always) with { Since = "alone", Until = "healed" };
        var alone = TestLab.Task("alone", new InSyncReplicas("t", null, new(EqualTo: 1)), mode: TaskMode.Edge);
        var healed = TestLab.Task("healed", new InSyncReplicas("t", null, new(AtLeast: 2)), mode: TaskMode.Edge, after: ["alone"]);
        var lab = TestLab.Of(alone, healed, frozen);

        var kept = new Session(lab, State(3, end: 0));
        Assert.Equal([TaskState.Open, TaskState.Waiting, TaskState.Waiting], kept.Look(State(3, end: 5)));
        Assert.Equal([TaskState.Done, TaskState.Open, TaskState.Holding], kept.Look(State(1, inSync: 1, end: 8)));
        Assert.Equal([TaskState.Done, TaskState.Open, TaskState.Holding], kept.Look(State(1, inSync: 1, end: 8)));
        // The write that had to wait lands when the ISR is large enough again: that is right.
        Assert.Equal([TaskState.Done, TaskState.Done, TaskState.Done], kept.Look(State(3, inSync: 3, end: 9)));
        Assert.Equal(TaskState.Done, kept.Look(State(3, inSync: 1, end: 20))[2]);

        var landed = new Session(lab, State(3, end: 0));
        landed.Look(State(1, inSync: 1, end: 8));
        Assert.Equal(TaskState.Broken, landed.Look(State(1, inSync: 1, end: 9))[2]);
    }

    [Fact]
    public void Memory_without_news_is_the_same_object_so_that_nothing_is_stored()
    {
        var lab = TestLab.Of(Down, Written, Always());
        var (_, memory) = LabGrader.Grade(lab, State(3), LabMemory.Empty, State(2, end: 1));
        Assert.Same(memory, LabGrader.Grade(lab, State(3), memory, State(2, end: 2).At(1)).Memory);
    }

    [Fact]
    public void An_evaluation_graded_again_from_what_is_stored_with_it_gives_the_same_verdict()
    {
        var lab = TestLab.Of(Down, Written, Always());
        var baseline = State(3, end: 0);
        var memory = LabMemory.Empty;
        foreach (var look in new[] { State(3, end: 1), State(2, end: 3, inSync: 2).At(1), State(2, end: 9, inSync: 1).At(2), State(3, end: 9).At(3) })
        {
            var before = Session.Reread(memory);
            var (given, after) = LabGrader.Grade(lab, baseline, memory, look);
            var again = Regrade.Of(lab, EvidenceJson.Read(EvidenceJson.Write(baseline)), before, EvidenceJson.Read(EvidenceJson.Write(look)), given);
            Assert.Empty(again.Changes);
            Assert.Equal(JsonSerializer.Serialize(given), JsonSerializer.Serialize(again.Verdict));
            memory = after;
        }
    }

    [Fact]
    public void A_lab_without_a_cluster_is_graded_by_its_answers_alone()
    {
        var lab = TestLab.Of(0, TestLab.Task("size", new AnswerNumber("size", 42, null, null, default)));
        var nothing = KafkaQuiz.Labs.Collecting.ClusterConnection.Unseen(new NotGradable(NotGradableCause.NoCluster), "", Noon);
        Assert.Equal(TaskState.Open, LabGrader.Grade(lab, null, LabMemory.Empty, nothing).Verdict.Tasks[0].State);
        Assert.True(LabGrader.Grade(lab, null, LabMemory.Empty, nothing.WithAnswer("size", "42", 42)).Verdict.IsComplete);
    }

    [Fact]
    public void Evidence_of_form_1_is_read_and_graded()
    {
        const string stored = """
            {"form":1,"takenAt":"2026-03-01T12:00:00+00:00",
             "cluster":{"source":{"api":"DescribeCluster","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"clusterId":"c","brokers":[{"id":1,"host":"127.0.0.1","port":9092}]}},
             "topics":{"t":{"source":{"api":"Metadata","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"id":"i","partitions":[{"partition":0,"leader":1,"replicas":[1],"inSync":[1]}]}}},
             "configs":{"t":{"source":{"api":"DescribeConfigs","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"entries":{"retention.ms":{"value":"1000","source":1}}}}},
             "offsets":{"t":{"source":{"api":"ListOffsets","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"partitions":[{"partition":0,"earliest":0,"end":2}]}}},
             "groups":{"g":{"source":{"api":"DescribeGroups","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"state":"Stable","members":[{"id":"m","clientId":"c","owns":[{"topic":"t","partition":0}]}]}}},
             "commits":{"g":{"source":{"api":"OffsetFetch","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"offsets":[{"topic":"t","partition":0,"offset":2}]}}},
             "records":{"t":{"source":{"api":"Fetch","broker":"127.0.0.1:9092","at":"2026-03-01T12:00:00+00:00"},"value":{"records":[{"partition":0,"offset":0,"value":"a"},{"partition":0,"offset":1,"key":"k","value":"b"}],"complete":true,"from":{"0":0}}}}}
            """;
        var evidence = EvidenceJson.Read(stored);
        Check[] checks =
        [
            new BrokerCount(new(EqualTo: 1)), new TopicPartitions("t", new(EqualTo: 1)), new TopicConfig("t", "retention.ms", new(EqualTo: "1000"), ConfigSource.Topic),
            new EndOffset("t", null, null, new(EqualTo: 2)), new GroupMembers("g", false, new(EqualTo: 1)), new CommittedOffset("g", "t", 0, new(EqualTo: 2)),
            new RecordCount("t", null, null, null, new(EqualTo: "b"), new(EqualTo: 1)), new KeyPlacement("t", null, 1, 1, true),
        ];
        var lab = TestLab.Of([.. checks.Select((check, i) => TestLab.Task($"t{i}", check))]);
        var (verdict, _) = LabGrader.Grade(lab, null, LabMemory.Empty, evidence);
        Assert.All(verdict.Tasks, task => Assert.True(task.State == TaskState.Done, $"{task.Id}: {task.Check.Observed.En}"));
        Assert.Equal(1, EvidenceJson.Read(EvidenceJson.Write(evidence)).Form);
    }

    private static LabTask Always() => TestLab.Task("always", TwoInSync, mode: TaskMode.Always, hints: new LabHint(null, LocalizedText.Same("hint")));

    private static ClusterEvidence State(int brokers, long end = 0, int inSync = 3, string id = "id")
    {
        var evidence = Empty.WithTopic("t", 1, 3, id, inSync).WithOffsets("t", (0, end));
        if (brokers < 3) evidence = evidence.WithoutBroker(2);
        return brokers < 2 ? evidence.WithoutBroker(3) : evidence;
    }

    /// <summary>Looks that follow each other.</summary>
    private sealed class Session(Lab lab, ClusterEvidence baseline)
    {
        public LabMemory Memory { get; private set; } = LabMemory.Empty;

        public LabVerdict Last { get; private set; } = null!;

        public string Stored => JsonSerializer.Serialize(Memory, EvidenceJson.Options);

        public static LabMemory Reread(LabMemory memory) =>
            JsonSerializer.Deserialize<LabMemory>(JsonSerializer.Serialize(memory, EvidenceJson.Options), EvidenceJson.Options)!;

        public TaskState[] Look(ClusterEvidence evidence)
        {
            (Last, Memory) = LabGrader.Grade(lab, baseline, Reread(Memory), evidence);
            return [.. Last.Tasks.Select(task => task.State)];
        }
    }
}
