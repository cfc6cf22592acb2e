using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Assessment.Drawing;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Drawing;

public sealed class BlueprintTests
{
    private static readonly CourseContent content = SampleQuestion.Course();
    private static readonly Chapter chapter = content.Course.Chapters[0];
    private static readonly Blueprint blueprint = Blueprint.OfChapter(content.Course.Completion, chapter);

    [Fact]
    public void A_chapter_quiz_has_twenty_different_questions_of_that_chapter() => Each(seed =>
    {
        var drawn = blueprint.Draw(content.Questions, seed);
        Assert.Equal(20, drawn.Count);
        Assert.Equal(20, drawn.Distinct().Count());
        Assert.All(drawn, question => Assert.StartsWith("1.", question.Section, StringComparison.Ordinal));
    });

    [Fact]
    public void Sections_of_equal_weight_differ_by_at_most_one_question() => Each(seed =>
    {
        int[] counts = [.. blueprint.Draw(content.Questions, seed).CountBy(question => question.Section).Select(section => section.Value)];
        Assert.Equal(3, counts.Length);
        Assert.InRange(counts.Max() - counts.Min(), 0, 1);
    });

    [Fact]
    public void A_heavier_section_gives_more() => Each(seed =>
    {
        var weighted = new Blueprint(12, new Dictionary<string, decimal> { ["1.1"] = 2, ["1.2"] = 1, ["1.3"] = 1 });
        var counts = weighted.Draw(content.Questions, seed).CountBy(question => question.Section).ToDictionary();
        Assert.Equal((6, 3, 3), (counts["1.1"], counts["1.2"], counts["1.3"]));
    });

    [Fact]
    public void Every_level_comes_as_often_as_the_mix_says_give_or_take_two() => Each(seed =>
    {
        var levels = blueprint.Draw(content.Questions, seed).CountBy(question => question.Level).ToDictionary();
        foreach (var (level, share) in blueprint.Levels)
            Assert.InRange(levels.GetValueOrDefault(level), (int)(share * 20) - 2, (int)(share * 20) + 2);
    });

    [Fact]
    public void No_kind_crowds_out_the_others() => Each(seed =>
    {
        var kinds = blueprint.Draw(content.Questions, seed).CountBy(question => question.Kind).ToDictionary();
        Assert.True(kinds.Count == SampleQuestion.Kinds, $"{kinds.Count} kinds");
        Assert.True(kinds.Values.Max() <= 4);
    });

    [Fact]
    public void The_seed_alone_decides_whatever_the_order_of_the_files() => Prop.ForAll(
        (from seed in ArbMap.Default.GeneratorFor<ulong>()
         from shuffled in Gen.Shuffle(content.Questions.ToArray())
         select (seed, shuffled)).ToArbitrary(),
        drawn => Assert.Equal(Ids(blueprint.Draw(content.Questions, drawn.seed)), Ids(blueprint.Draw(drawn.shuffled, drawn.seed)))).Check(Few);

    [Fact]
    public void The_draw_of_a_seed_never_changes() =>
        // Pinned: a new release must draw the same quiz from the same seed and questions.
        Assert.Equal(Pinned.Split(' '), Ids(blueprint.Draw(content.Questions, 42)));

    [Fact]
    public void Two_seeds_draw_different_quizzes() =>
        Assert.NotEqual(Ids(blueprint.Draw(content.Questions, 1)).Order(StringComparer.Ordinal), Ids(blueprint.Draw(content.Questions, 2)).Order(StringComparer.Ordinal));

    [Fact]
    public void Where_there_are_too_few_questions_all_are_drawn()
    {
        var few = SampleQuestion.Course(2);
        Assert.Equal(6, blueprint.Draw(few.Questions, 7).Count);
        Assert.Empty(blueprint.Draw([], 7));
    }

    [Fact]
    public void A_small_bank_leaves_its_share_to_the_others()
    {
        var questions = content.Questions.Where(question => question.Section != "1.1" || question.Id == "1.1/q1");
        var counts = blueprint.Draw(questions, 3).CountBy(question => question.Section).ToDictionary();
        Assert.Equal(1, counts["1.1"]);
        Assert.Equal(20, counts.Values.Sum());
        Assert.InRange(Math.Abs(counts["1.2"] - counts["1.3"]), 0, 1);
    }

    [Fact]
    public void Every_question_is_drawn_under_some_seed()
    {
        var drawn = Enumerable.Range(0, 60).SelectMany(seed => Ids(blueprint.Draw(content.Questions, (ulong)seed))).ToHashSet();
        Assert.Equal(36, drawn.Count);
    }

    private const string Pinned = "1.2/q7 1.3/q7 1.3/q10 1.3/q5 1.1/q9 1.3/q3 1.2/q6 1.2/q12 1.1/q7 1.2/q8 1.1/q5 1.2/q2 1.2/q9 1.1/q3 1.1/q8 1.1/q6 1.3/q4 1.1/q2 1.2/q3 1.3/q6";

    private static IEnumerable<string> Ids(IEnumerable<Question> questions) => questions.Select(question => question.Id);

    private static void Each(Action<ulong> holds) => Prop.ForAll(ArbMap.Default.GeneratorFor<ulong>().ToArbitrary(), holds).Check(Few);

    private static Config Few => Config.QuickThrowOnFailure.WithMaxTest(50);
}
