using KafkaQuiz.Assessment.Attempts;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Grading;

public sealed class AttemptScoreTests
{
    [Fact]
    public void Points_add_up_exactly_and_the_pass_mark_is_not_missed_by_a_rounding()
    {
        var third = Grader.Grade(Variants.Matching(), Response.Of("match.l1", "r1"));
        var score = AttemptScore.Of([third, third, third, .. Enumerable.Repeat(Grader.Grade(Variants.Single(), Response.Of("choice", "b")), 6), Grader.Grade(Variants.Single(), Response.Of("choice", "a"))]);
        Assert.Equal(new Fraction(7, 1), score.Points);
        Assert.Equal(new Fraction(10, 1), score.MaxPoints);
        Assert.True(score.Passes(0.7m));
        Assert.False(score.Passes(0.7000000001m));
        Assert.Equal(70m, score.Percent);
        Assert.Equal((6, 3, 1, 0), (score.Right, score.Partly, score.Wrong, score.Unanswered));
    }

    [Fact]
    public void Unanswered_and_unreadable_responses_count_their_points()
    {
        var score = AttemptScore.Of([Grader.Grade(Variants.Single(), Response.Empty), Grader.Grade(Variants.Numeric(), Response.Of("text", "많이"))]);
        Assert.Equal((new Fraction(2, 1), 2), (score.MaxPoints, score.Unanswered));
        Assert.Equal(Fraction.Zero, score.Share);
    }

    [Fact]
    public void An_attempt_without_questions_has_no_share() => Assert.Equal(Fraction.Zero, AttemptScore.Of([]).Share);
}
