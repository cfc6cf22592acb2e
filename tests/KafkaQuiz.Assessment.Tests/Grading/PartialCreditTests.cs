using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Grading;

/// <summary>The named rules of docs/questions.md, by example.</summary>
public sealed class PartialCreditTests
{
    [Theory]
    [InlineData(MultipleChoiceScoring.AllOrNothing, "a b e", 1, 1)]
    [InlineData(MultipleChoiceScoring.AllOrNothing, "a b", 0, 1)]
    [InlineData(MultipleChoiceScoring.AllOrNothing, "a b e c", 0, 1)]
    [InlineData(MultipleChoiceScoring.RightMinusWrong, "a b e", 1, 1)]
    [InlineData(MultipleChoiceScoring.RightMinusWrong, "a b", 2, 3)]
    [InlineData(MultipleChoiceScoring.RightMinusWrong, "a b c", 1, 3)]
    [InlineData(MultipleChoiceScoring.RightMinusWrong, "c d", 0, 1)]
    [InlineData(MultipleChoiceScoring.RightMinusWrong, "a b c d e", 1, 3)]
    [InlineData(MultipleChoiceScoring.PerChoice, "a b e", 1, 1)]
    [InlineData(MultipleChoiceScoring.PerChoice, "a", 3, 5)]
    [InlineData(MultipleChoiceScoring.PerChoice, "c d", 0, 1)]
    public void Multiple_choice(MultipleChoiceScoring scoring, string marked, int numerator, int denominator) =>
        Assert.Equal(new Fraction(numerator, denominator), Grader.Grade(Variants.Multiple(scoring), Response.Of("choice", marked.Split(' '))).Fraction);

    [Theory]
    [InlineData(OrderingScoring.Exact, "1234", 1, 1)]
    [InlineData(OrderingScoring.Exact, "1243", 0, 1)]
    [InlineData(OrderingScoring.AdjacentPairs, "1234", 1, 1)]
    [InlineData(OrderingScoring.AdjacentPairs, "4123", 2, 3)]
    [InlineData(OrderingScoring.AdjacentPairs, "3412", 2, 3)]
    [InlineData(OrderingScoring.AdjacentPairs, "4321", 0, 1)]
    [InlineData(OrderingScoring.AdjacentPairs, "1324", 0, 1)]
    [InlineData(OrderingScoring.LongestRun, "1234", 1, 1)]
    [InlineData(OrderingScoring.LongestRun, "4123", 2, 3)]
    [InlineData(OrderingScoring.LongestRun, "1324", 2, 3)]
    [InlineData(OrderingScoring.LongestRun, "3412", 1, 3)]
    [InlineData(OrderingScoring.LongestRun, "4321", 0, 1)]
    public void Ordering(OrderingScoring scoring, string order, int numerator, int denominator)
    {
        var variant = Variants.Ordering(scoring);
        var byKeys = Grader.Grade(variant, Response.Of("order", [.. order.Select(digit => "k" + digit)]));
        var byPositions = Grader.Grade(variant, Response.Of([.. order.Select((digit, at) => ("position.k" + digit, new[] { (at + 1).ToString(provider: null) }))]));
        Assert.Equal(new Fraction(numerator, denominator), byKeys.Fraction);
        Assert.Equal(byKeys.Fraction, byPositions.Fraction);
    }

    [Theory]
    [InlineData(MatchingScoring.PerPair, "r1 r2 r3", 1, 1)]
    [InlineData(MatchingScoring.PerPair, "r1 r3 r2", 1, 3)]
    [InlineData(MatchingScoring.PerPair, "r1 r1 r1", 1, 3)]
    [InlineData(MatchingScoring.PerPair, "rx rx rx", 0, 1)]
    [InlineData(MatchingScoring.AllOrNothing, "r1 r2 r3", 1, 1)]
    [InlineData(MatchingScoring.AllOrNothing, "r1 r2 rx", 0, 1)]
    public void Matching(MatchingScoring scoring, string rights, int numerator, int denominator)
    {
        var response = Response.Of([.. rights.Split(' ').Select((right, at) => ("match.l" + (at + 1), new[] { right }))]);
        Assert.Equal(new Fraction(numerator, denominator), Grader.Grade(Variants.Matching(scoring), response).Fraction);
    }

    [Fact]
    public void A_left_side_without_a_right_one_is_wrong_and_the_others_still_count() =>
        Assert.Equal(new Fraction(2, 3), Grader.Grade(Variants.Matching(), Response.Of(("match.l1", ["r1"]), ("match.l2", ["r2"]))).Fraction);

    [Theory]
    [InlineData(ClozeScoring.PerBlank, "x", "5", "orders", 1, 1)]
    [InlineData(ClozeScoring.PerBlank, "x", "5", "", 2, 3)]
    [InlineData(ClozeScoring.PerBlank, "y", "6", "orders", 1, 3)]
    [InlineData(ClozeScoring.AllOrNothing, "x", "5", "orders", 1, 1)]
    [InlineData(ClozeScoring.AllOrNothing, "x", "5", "Orders", 0, 1)]
    public void Cloze(ClozeScoring scoring, string group, string lag, string topic, int numerator, int denominator)
    {
        var response = Response.Of(("blank.group", [group]), ("blank.lag", [lag]), ("blank.topic", [topic]));
        Assert.Equal(new Fraction(numerator, denominator), Grader.Grade(Variants.Cloze(scoring), response).Fraction);
    }

    [Fact]
    public void A_blank_that_is_no_number_costs_only_that_blank_and_tells_what_to_do()
    {
        var graded = Grader.Grade(Variants.Cloze(), Response.Of(("blank.group", ["x"]), ("blank.lag", ["다섯"]), ("blank.topic", ["orders"])));
        Assert.Equal(GradeStatus.Graded, graded.Status);
        Assert.Equal(new Fraction(2, 3), graded.Fraction);
        Assert.Contains("숫자로 입력해 주세요", graded.Problem!.Ko, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AssignmentScoring.AllOrNothing, AssignmentRule.Exact, "C1 C1 C2", 1, 1)]
    [InlineData(AssignmentScoring.AllOrNothing, AssignmentRule.Exact, "C1 C1 C1", 0, 1)]
    [InlineData(AssignmentScoring.PerCell, AssignmentRule.Exact, "C1 C1 C1", 2, 3)]
    [InlineData(AssignmentScoring.AllOrNothing, AssignmentRule.Exact, "C1 C2 C1", 1, 4)]
    [InlineData(AssignmentScoring.PerCell, AssignmentRule.Exact, "C1 C2 C2", 2, 3)]
    [InlineData(AssignmentScoring.AllOrNothing, AssignmentRule.Balanced, "C1 C1 C2", 1, 1)]
    [InlineData(AssignmentScoring.AllOrNothing, AssignmentRule.Balanced, "C2 C1 C2", 1, 1)]
    [InlineData(AssignmentScoring.AllOrNothing, AssignmentRule.Balanced, "C2 C2 C2", 0, 1)]
    public void Assignment_of_partitions(AssignmentScoring scoring, AssignmentRule rule, string owners, int numerator, int denominator)
    {
        var response = Response.Of([.. owners.Split(' ').Select((owner, at) => ("owner.orders-" + at, new[] { owner }))]);
        Assert.Equal(new Fraction(numerator, denominator), Grader.Grade(Variants.Assignment(scoring, rule), response).Fraction);
    }

    [Theory]
    [InlineData(AssignmentRule.Exact, "1,2 2,3 3,1", 1, 1)]
    [InlineData(AssignmentRule.Exact, "2,1 2,3 3,1", 2, 3)]
    [InlineData(AssignmentRule.Exact, "1 2,3 3,1", 2, 3)]
    [InlineData(AssignmentRule.Balanced, "2,1 3,2 1,3", 1, 1)]
    [InlineData(AssignmentRule.Balanced, "1,2 1,3 2,3", 0, 1)]
    [InlineData(AssignmentRule.Balanced, "1,1 2,2 3,3", 0, 1)]
    [InlineData(AssignmentRule.Balanced, "1,2 2,3", 0, 1)]
    public void Assignment_of_replicas(AssignmentRule rule, string brokers, int numerator, int denominator)
    {
        var response = Response.Of([.. brokers.Split(' ').Select((row, at) => ("owner.p" + at, row.Split(',')))]);
        Assert.Equal(new Fraction(numerator, denominator), Grader.Grade(Variants.Replicas(rule), response).Fraction);
    }

    [Theory]
    [InlineData("432", 1, 1, null)]
    [InlineData("432,000 MB", 1, 1, null)]
    [InlineData("216", 3, 10, "replicas")]
    [InlineData("144 GB", 0, 1, "days")]
    [InlineData("433", 0, 1, null)]
    public void Numeric_with_the_credit_of_a_recognised_mistake(string typed, int numerator, int denominator, string? mistake)
    {
        var graded = Grader.Grade(Variants.Numeric(), Response.Of("text", typed));
        Assert.Equal(new Fraction(numerator, denominator), graded.Fraction);
        Assert.Equal(mistake, graded.Mistake?.Why.En);
    }

    [Theory]
    [InlineData("427.68", true)]
    [InlineData("436.32", true)]
    [InlineData("427.67", false)]
    [InlineData("436.33", false)]
    public void Tolerance_includes_its_ends(string typed, bool right) =>
        Assert.Equal(right, Grader.Grade(Variants.Numeric(tolerance: new Tolerance(0.01m, true)), Response.Of("text", typed)).IsRight);

    [Theory]
    [InlineData(false, " __Consumer_Offsets ", true)]
    [InlineData(true, "__consumer_offsets", true)]
    [InlineData(true, "__Consumer_Offsets", false)]
    [InlineData(false, "offsets", false)]
    public void Short_text_without_case_unless_case_matters(bool caseMatters, string typed, bool right) =>
        Assert.Equal(right, Grader.Grade(Variants.ShortText(caseMatters), Response.Of("text", typed)).IsRight);

    [Fact]
    public void Hangul_is_the_same_however_it_was_composed()
    {
        var variant = Variants.ShortText() with { Matches = new TextMatch(["컨슈머 그룹"], null, false) };
        Assert.True(Grader.Grade(variant, Response.Of("text", "컨슈머   그룹".Normalize(System.Text.NormalizationForm.FormD))).IsRight);
    }

    [Fact]
    public void A_pattern_must_cover_the_whole_answer()
    {
        var variant = Variants.ShortText() with { Matches = new TextMatch(["1"], "a|b+", true) };
        Assert.True(Grader.Grade(variant, Response.Of("text", "bbb")).IsRight);
        Assert.False(Grader.Grade(variant, Response.Of("text", "abbb")).IsRight);
        Assert.False(Grader.Grade(variant, Response.Of("text", "xa")).IsRight);
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("false", true)]
    public void True_false_says_why_for_both_sides(string choice, bool right)
    {
        var graded = Grader.Grade(Variants.TrueFalse(), Response.Of("choice", choice));
        Assert.Equal(right, graded.IsRight);
        Assert.Equal(["why true", "why false"], graded.Parts.Select(part => part.Why!.En));
    }

    [Fact]
    public void Every_choice_has_its_verdict_and_its_why()
    {
        var parts = Grader.Grade(Variants.Single(), Response.Of("choice", "a")).Parts;
        Assert.Equal([("a", false, "why a"), ("b", false, "why b"), ("c", true, "why c")], parts.Select(part => (part.Key, part.Right, part.Why!.En)));
    }

    [Fact]
    public void Points_are_the_fraction_of_the_questions_points()
    {
        var graded = Grader.Grade(Variants.Multiple(MultipleChoiceScoring.RightMinusWrong), Response.Of("choice", "a"));
        Assert.Equal(new Fraction(2, 3), graded.Points);
    }
}
