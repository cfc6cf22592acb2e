using KafkaQuiz.Assessment.Drawing;
using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Assessment.Tests.Drawing;

public sealed class PracticeDrawTests
{
    private static readonly Question[] bank = [.. Enumerable.Range(1, 6).Select(at => SampleQuestion.Of("4.3", at))];

    [Fact]
    public void Unseen_questions_come_first_then_the_weakest_then_right_ones_by_age()
    {
        GradeEntry[] history = [Entry(1, 1, 5), Entry(2, 0, 4), Entry(3, 1, 2), Entry(4, 0.5m, 1)];
        var drawn = PracticeDraw.Draw(bank, history, 6, 9).Select(question => question.Id).ToList();
        Assert.Equal(["4.3/q5", "4.3/q6"], drawn.Take(2).Order());
        Assert.Equal(["4.3/q2", "4.3/q4", "4.3/q3", "4.3/q1"], drawn.Skip(2));
    }

    [Fact]
    public void The_most_recent_grade_counts() =>
        Assert.Equal("4.3/q1", PracticeDraw.Draw(bank[..2], [Entry(1, 1, 1), Entry(1, 0, 3), Entry(2, 0, 1), Entry(2, 1, 2)], 1, 9).Single().Id);

    [Fact]
    public void Never_more_than_wanted_and_never_twice()
    {
        Assert.Equal(4, PracticeDraw.Draw([.. bank, .. bank], [], 4, 1).Distinct().Count());
        Assert.Equal(6, PracticeDraw.Draw([.. bank, .. bank], [], 40, 1).Count);
    }

    [Fact]
    public void Retry_asks_what_did_not_earn_every_point_and_still_exists() =>
        Assert.Equal(
            ["4.3/q2", "4.3/q4"],
            PracticeDraw.RetryWrong(bank, [Entry(1, 1, 1), Entry(2, 0, 1), Entry(4, 0.9m, 1), Entry(99, 0, 1)]).Select(question => question.Id));

    [Fact]
    public void A_question_asked_again_comes_in_a_variant_not_seen_while_there_is_one()
    {
        var seen = new List<ulong>();
        for (int time = 0; time < 8; time++)
            seen.Add(SeededOrder.VariantSeed((ulong)time, "4.3/q1", 8, seen));
        Assert.Equal(8, seen.Distinct().Count());
        Assert.InRange(SeededOrder.VariantSeed(99, "4.3/q1", 8, seen), 0UL, 7UL);
    }

    private static GradeEntry Entry(int number, decimal fraction, int day) =>
        new($"4.3/q{number}", Fraction.Of(fraction), new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero));
}
