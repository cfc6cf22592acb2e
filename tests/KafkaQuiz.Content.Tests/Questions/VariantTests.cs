using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using KafkaQuiz.Content.Expressions;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Content.Tests.Questions;

public sealed class VariantTests
{
    public static TheoryData<string> Kinds => Samples.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_seed_gives_the_same_variant(string kind)
    {
        var first = Repository.Question(Samples.All[kind]);
        var second = Repository.Question(Samples.All[kind]);
        Prop.ForAll<ulong>(seed => Print(first.Vary(seed)) == Print(second.Vary(seed))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_question_read_from_its_canonical_form_draws_the_same_variants(string kind)
    {
        var question = Repository.Question(Samples.All[kind]);
        var archived = QuestionArchive.Read(question.Info.Canonical, question.ContentHash);
        Assert.Equal(question.Info.Canonical, archived.Info.Canonical);
        Assert.Equal(question.Kind, archived.Kind);
        Prop.ForAll<ulong>(seed => Print(question.Vary(seed)) == Print(archived.Vary(seed))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_question_of_the_course_survives_its_archive()
    {
        foreach (var question in Repository.Content.Questions)
            Assert.Equal(Print(question.Vary(11)), Print(QuestionArchive.Read(question.Info.Canonical, question.ContentHash).Vary(11)));
    }

    [Fact]
    public void Every_draw_satisfies_what_is_required()
    {
        var question = Repository.Question(Samples.Numeric);
        Prop.ForAll<ulong>(seed =>
        {
            var values = question.Vary(seed).Head.Values;
            return question.Info.Draws.Require.All(must => must.Truth(values)) && values.Count == 3;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_value_of_a_range_and_a_pick_is_drawn()
    {
        var question = Repository.Question(Samples.Numeric);
        var variants = Enumerable.Range(0, 2000).Select(seed => question.Vary((ulong)seed).Head.Values).ToList();
        Assert.Equal([5m, 10, 15, 20, 25, 30, 35, 40, 45, 50], variants.Select(values => ((Value.Number)values["rate"]).Amount).Distinct().Order());
        Assert.Equal([1m, 3, 7], variants.Select(values => ((Value.Number)values["days"]).Amount).Distinct().Order());
    }

    [Fact]
    public void The_answer_and_the_texts_follow_the_draw()
    {
        var question = Repository.Question(Samples.Numeric);
        var variant = Assert.IsType<NumericVariant>(question.Vary(1, new Dictionary<string, Value> { ["rate"] = new Value.Number(5), ["days"] = new Value.Number(3) }));
        Assert.Equal(1296, variant.Answer);
        Assert.Equal("5 MB를 3일, 1,296,000 MB", variant.Head.Explain!.Ko);
        Assert.Equal(432, Assert.Single(variant.Mistakes).Value);
        Assert.Equal(new Tolerance(0.01m, true), variant.Tolerance);
        Assert.Equal(1, variant.Units["GB"]);
        Assert.Equal("1296", variant.RightResponse().Single("text"));
    }

    [Fact]
    public void A_mistake_that_equals_the_answer_of_a_draw_is_left_out()
    {
        var question = Repository.Question(Samples.Numeric);
        var variant = question.Vary(1, new Dictionary<string, Value> { ["rate"] = new Value.Number(5), ["days"] = new Value.Number(1) });
        Assert.Empty(Assert.IsType<NumericVariant>(variant).Mistakes);
    }

    [Fact]
    public void Keys_are_opaque_and_of_their_own_in_every_variant()
    {
        var question = Repository.Question(Samples.SingleChoice);
        var variants = Enumerable.Range(0, 200).Select(seed => (SingleChoiceVariant)question.Vary((ulong)seed)).ToList();
        Assert.All(variants, variant => Assert.Equal(3, variant.Choices.Select(choice => choice.Key).Distinct().Count()));
        Assert.True(variants.SelectMany(variant => variant.Choices.Select(choice => choice.Key)).Distinct().Count() > 590);
        // The right choice stands at each place about as often, and its key tells nothing: it sorts first about a third of the time.
        foreach (int place in Enumerable.Range(0, 3))
            Assert.InRange(variants.Count(variant => variant.Choices[place].Correct), 40, 95);
        Assert.InRange(variants.Count(variant => variant.Choices.MinBy(choice => choice.Key)!.Correct), 40, 95);
    }

    [Fact]
    public void Choices_that_are_not_shuffled_keep_the_order_of_the_file()
    {
        var question = Repository.Question(Samples.SingleChoice + "\n    shuffle: false\n");
        Assert.All(Enumerable.Range(0, 20), seed =>
            Assert.Equal(["one", "two", "three"], ((SingleChoiceVariant)question.Vary((ulong)seed)).Choices.Select(choice => choice.Text.Ko)));
    }

    [Fact]
    public void Things_to_order_are_never_shown_in_order()
    {
        var question = Repository.Question(Samples.Ordering);
        Assert.All(Enumerable.Range(0, 200), seed =>
        {
            var variant = (OrderingVariant)question.Vary((ulong)seed);
            Assert.NotEqual([1, 2, 3], variant.Items.Select(item => item.Position));
            Assert.Equal(["first", "second", "third"], variant.InOrder.Select(item => item.Text.Ko));
        });
    }

    [Fact]
    public void An_order_reads_the_same_with_and_without_javascript()
    {
        var variant = (OrderingVariant)Repository.Question(Samples.Ordering).Vary(5);
        string[] right = [.. variant.InOrder.Select(item => item.Key)];
        var positions = Response.Of([.. right.Select((key, at) => ("position." + key, (string[])[(at + 1).ToString(null, null)]))]);
        Assert.Equal(right, variant.OrderOf(positions));
        Assert.Equal(right, variant.OrderOf(variant.RightResponse()));
    }

    [Fact]
    public void A_matching_knows_the_right_side_of_every_left()
    {
        var variant = (MatchingVariant)Repository.Question(Samples.Matching).Vary(9);
        Assert.Equal(4, variant.Rights.Count);
        foreach (var left in variant.Lefts)
            Assert.Equal(left.Text.Ko, variant.Rights.Single(right => right.Key == left.RightKey).Text.Ko switch { "1" => "a", "2" => "b", _ => "c" });
    }

    [Fact]
    public void An_example_of_a_menu_names_the_option_by_its_text()
    {
        var question = Repository.Question(Samples.Cloze);
        var example = question.Examples[0];
        var variant = (ClozeVariant)question.Vary(3, example.Given);
        Assert.Equal(variant.RightResponse(), example.To(variant));
        Assert.NotEqual(variant.RightResponse(), question.Examples[1].To(variant));
    }

    internal static string Print(QuestionVariant variant) => JsonSerializer.Serialize(variant, variant.GetType()) + variant.RightResponse().Json;
}
