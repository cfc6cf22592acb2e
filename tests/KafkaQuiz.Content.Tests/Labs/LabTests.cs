using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Content.Tests.Labs;

public sealed class LabTests
{
    private static readonly LocalizedText page = new("`{topic}`을 읽으세요.", "Read `{topic}`.");
    private static readonly LabDefinition definition = Read(Samples.Lab);

    [Fact]
    public void Variables_are_filled_in_everywhere()
    {
        var lab = definition.For(7);
        string topic = lab.Vars["topic"];
        Assert.Matches("^payments-[0-9a-z]{4}$", topic);
        Assert.Matches("^settlement-[0-9a-z]{4}$", lab.Vars["group"]);
        long poison = long.Parse(lab.Vars["poison"], null);
        Assert.InRange(poison, 40, 60);
        Assert.Equal($"`{topic}`을 읽으세요.", lab.Page.Ko);
        Assert.Equal($"Look at `{topic}`.", lab.Tasks[0].Ask.En);
        Assert.Equal(new TopicExists(topic), lab.Tasks[0].Check);
        var parts = Assert.IsType<AllOf>(lab.Tasks[1].Check).Parts;
        Assert.Equal(new CommittedOffset(lab.Vars["group"], topic, 0, new(EqualTo: poison)), parts[0]);
        Assert.Equal(poison + 1, Assert.IsType<CommittedOffset>(lab.Tasks[1].Hints[0].When).Offset.AtLeast);
        Assert.Null(lab.Tasks[1].Hints[1].When);
        var produce = Assert.IsType<Produce>(lab.Setup[1]);
        Assert.Equal((topic, 100, "payment-{i}", (long?)poison), (produce.Topic, produce.Records, produce.Value, produce.Mark));
        Assert.Equal("86400000", Assert.IsType<CreateTopic>(lab.Setup[0]).Config["retention.ms"]);
    }

    [Fact]
    public void A_task_says_when_it_counts()
    {
        var tasks = definition.For(1).Tasks;
        Assert.Equal((TaskMode.Edge, TimeSpan.Zero), (tasks[0].Mode, tasks[0].Hold));
        Assert.Equal((TaskMode.Level, TimeSpan.FromSeconds(3)), (tasks[1].Mode, tasks[1].Hold));
        Assert.Equal(["topic"], tasks[1].After);
        Assert.Equal((TaskMode.Always, "topic", "stop"), (tasks[2].Mode, tasks[2].Since, tasks[2].Until));
        Assert.Equal(5, definition.Points);
    }

    [Fact]
    public void A_check_counts_from_the_start_or_from_a_task()
    {
        var parts = Assert.IsType<AllOf>(definition.For(1).Tasks[3].Check).Parts;
        Assert.Equal(new Since("stop"), Assert.IsType<EndOffset>(parts[0]).Since);
        Assert.Equal(["stop"], parts[0].Marks);
        Assert.Equal(["controller"], parts[5].Answers);
    }

    [Fact]
    public void A_time_is_drawn_within_its_range_and_is_a_number_that_iso_writes_as_a_time()
    {
        var from = DateTimeOffset.Parse("2026-01-05T09:00:00Z", null).ToUnixTimeMilliseconds();
        for (ulong seed = 0; seed < 50; seed++)
        {
            var lab = definition.For(seed);
            long moment = long.Parse(lab.Vars["moment"], null);
            Assert.InRange(moment - from, 0, 8 * 3_600_000);
            Assert.Equal(0, (moment - from) % 60_000);
            Assert.Equal(moment, Assert.IsType<CommittedPosition>(Assert.IsType<AllOf>(lab.Tasks[3].Check).Parts[1]).Time);
            Assert.Equal(moment, Assert.IsType<Produce>(lab.Setup[1]).Time);
        }
    }

    [Fact]
    public void Answers_are_read_with_their_choices()
    {
        var answers = definition.For(1).Answers;
        Assert.Equal([AnswerKind.Number, AnswerKind.Text, AnswerKind.Choice], answers.Select(answer => answer.Kind));
        Assert.Equal("번", answers[0].Unit);
        Assert.Equal([new("ZooKeeper", LocalizedText.Same("ZooKeeper")), new("quorum", new("쿼럼의 voter", "The voters of the quorum"))], answers[2].Choices);
    }

    [Theory]
    [InlineData("    since: topic", "    since: nothing", "unknown-task")]
    [InlineData("since: stop, at-least: 1", "since: nothing, at-least: 1", "unknown-task")]
    [InlineData("    until: stop\n", "", "not-for-mode", "    after: stop", "    after: [ stop, keep ]")]
    [InlineData("fact: active-controller, plus: 0", "value: \"{topic}\"", null)]
    [InlineData("answer: controller, fact: active-controller, plus: 0", "answer: contrller, value: a", "unknown-answer")]
    public void What_tasks_and_answers_are_spoken_of_is_checked(string from, string to, string? code, string from2 = "", string to2 = "")
    {
        string yaml = Samples.Lab.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(Samples.Lab, yaml);
        if (from2.Length > 0) yaml = yaml.Replace(from2, to2, StringComparison.Ordinal);
        var faults = Repository.Lab(yaml, page).Faults;
        if (code is null) Assert.Empty(faults);
        else Assert.Contains(code, faults.Select(fault => fault.Code));
    }

    [Fact]
    public void The_same_learner_gets_the_same_lab_again() =>
        Prop.ForAll<ulong>(seed => Print(definition.For(seed)) == Print(Read(Samples.Lab).For(seed))).QuickCheckThrowOnFailure();

    [Fact]
    public void Learners_get_topics_of_their_own() =>
        Assert.InRange(Enumerable.Range(0, 500).Select(seed => definition.For((ulong)seed).Vars["topic"]).Distinct().Count(), 499, 500);

    [Fact]
    public void A_lab_read_from_its_canonical_form_is_the_same()
    {
        var archived = LabArchive.Read(definition.Canonical, page);
        Assert.Equal(definition.ContentHash, archived.ContentHash);
        Assert.Equal(Print(definition.For(5)), Print(archived.For(5)));
    }

    [Fact]
    public void The_page_is_part_of_the_hash()
    {
        Assert.NotEqual(definition.ContentHash, Repository.Lab(Samples.Lab, page with { En = "Other." }).Lab!.ContentHash);
    }

    [Fact]
    public void A_variable_that_breaks_a_check_is_found_while_reading()
    {
        var (lab, faults) = Repository.Lab(Samples.Lab.Replace("partition: 0, equals: \"{poison}\"", "partition: 0, equals: \"{topic}\"", StringComparison.Ordinal), page);
        Assert.Null(lab);
        Assert.Equal("wrong-type", Assert.Single(faults).Code);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(4, false)]
    public void A_number_condition_holds_only_where_all_of_it_does(long number, bool holds) =>
        Assert.Equal(holds, new NumberCondition(AtLeast: 3, AtMost: 6, Not: 4).Holds(number));

    [Theory]
    [InlineData("delete", true)]
    [InlineData("compact", false)]
    [InlineData(null, false)]
    public void A_missing_text_satisfies_no_positive_condition(string? text, bool holds) =>
        Assert.Equal(holds, new TextCondition(OneOf: ["delete", "both"], Contains: "e").Holds(text));

    private static LabDefinition Read(string yaml)
    {
        var (lab, faults) = Repository.Lab(yaml, page);
        Assert.Empty(faults.Select(fault => fault.In(Language.En)));
        return lab!;
    }

    private static string Print(Lab lab) => JsonSerializer.Serialize(new
    {
        lab.Vars,
        lab.Page,
        Setup = lab.Setup.Cast<object>(),
        Tasks = lab.Tasks.Select(task => new { task.Id, task.Ask, Check = (object)task.Check, task.Hold }),
        Solution = lab.Solution.Cast<object>(),
    });
}
