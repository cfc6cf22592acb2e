using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Grading;

/// <summary>What is no answer of its kind earns nothing and says what to do; it is not called wrong.</summary>
public sealed class UnreadableResponseTests
{
    public static TheoryData<int> EveryKind => [.. Enumerable.Range(0, Variants.All.Count)];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void No_answer_is_unanswered_and_still_tells_what_was_right(int at)
    {
        var graded = Grader.Grade(Variants.All[at], Response.Empty);
        Assert.Equal(GradeStatus.Unanswered, graded.Status);
        Assert.Equal(Fraction.Zero, graded.Fraction);
        Assert.NotEmpty(graded.Parts);
        Assert.Null(graded.Problem);
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Space_alone_is_no_answer_to_a_typed_kind(int at)
    {
        if (Variants.All[at].Fields is not ["text"]) return;
        Assert.Equal(GradeStatus.Unanswered, Grader.Grade(Variants.All[at], Response.Of("text", " \n\t ")).Status);
    }

    [Fact]
    public void Keys_that_were_not_shown_ask_to_reload()
    {
        Assert.All(
            new (QuestionVariant, Response)[]
            {
                (Variants.Single(), Response.Of("choice", "z")),
                (Variants.Multiple(MultipleChoiceScoring.PerChoice), Response.Of("choice", "a", "z")),
                (Variants.TrueFalse(), Response.Of("choice", "maybe")),
                (Variants.Ordering(OrderingScoring.LongestRun), Response.Of("order", "k1", "k2", "k3", "z")),
                (Variants.Matching(), Response.Of("match.l1", "z")),
                (Variants.Assignment(), Response.Of("owner.orders-0", "C9")),
            },
            asked =>
            {
                var graded = Grader.Grade(asked.Item1, asked.Item2);
                Assert.Equal(GradeStatus.Invalid, graded.Status);
                Assert.Contains("새로 고친", graded.Problem!.Ko, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Two_marks_where_one_is_asked_and_repeated_places_say_what_to_do()
    {
        Assert.All(
            new (QuestionVariant, Response)[]
            {
                (Variants.Single(), Response.Of("choice", "a", "b")),
                (Variants.TrueFalse(), Response.Of("choice", "true", "false")),
                (Variants.Ordering(OrderingScoring.LongestRun), Response.Of("order", "k1", "k1", "k2", "k3")),
                (Variants.Ordering(OrderingScoring.LongestRun), Response.Of("order", "k1", "k2")),
                (Variants.Ordering(OrderingScoring.LongestRun), Response.Of(("position.k1", ["1"]), ("position.k2", ["1"]), ("position.k3", ["2"]), ("position.k4", ["3"]))),
                (Variants.Ordering(OrderingScoring.LongestRun), Response.Of("position.k1", "첫째")),
                (Variants.Assignment(), Response.Of("owner.orders-0", "C1", "C2")),
            },
            asked =>
            {
                var graded = Grader.Grade(asked.Item1, asked.Item2);
                Assert.Equal(GradeStatus.Invalid, graded.Status);
                Assert.EndsWith("주세요.", graded.Problem!.Ko, StringComparison.Ordinal);
            });
    }
}
