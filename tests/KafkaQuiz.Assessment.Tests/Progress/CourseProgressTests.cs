using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Tests.Progress;

public sealed class CourseProgressTests
{
    private static readonly CourseContent content = SampleQuestion.Course();

    [Fact]
    public void Nothing_answered_is_nothing_mastered()
    {
        var progress = Of([]);
        Assert.All(progress.Chapters, chapter => Assert.Equal((Fraction.Zero, false, false), (chapter.Mastery, chapter.Passed, chapter.Started)));
        Assert.False(progress.Complete);
        Assert.Empty(progress.Weak);
    }

    [Fact]
    public void Three_right_of_twelve_are_three_tenths_of_mastery()
    {
        var section = Section(Of(Grades("1.1", 3, 1)), "1.1");
        Assert.Equal(new Fraction(3, 10), section.Mastery);
        Assert.Equal(Fraction.One, section.AnsweredShare);
        Assert.Equal((3, 7, false, false), (section.Answered, section.StillToAnswer, section.Mastered, section.IsWeak));
    }

    [Theory]
    [InlineData(7, 3, true)]
    [InlineData(6, 4, false)]
    [InlineData(9, 3, true)]
    [InlineData(8, 4, false)]
    [InlineData(7, 0, true)]
    [InlineData(6, 0, false)]
    public void Seven_of_ten_distinct_questions_right_master_a_section(int right, int wrong, bool mastered)
    {
        GradeEntry[] grades = [.. Grades("1.1", right, 1), .. Grades("1.1", wrong, 0, right + 1)];
        Assert.Equal(mastered, Section(Of(grades), "1.1").Mastered);
    }

    [Fact]
    public void The_same_question_again_and_again_counts_once()
    {
        var grades = Enumerable.Range(1, 20).Select(day => Grade("1.1", 1, 1, day));
        Assert.Equal(new Fraction(1, 10), Section(Of(grades), "1.1").Mastery);
    }

    [Fact]
    public void The_most_recent_response_is_the_mark_in_any_order_of_the_ledger()
    {
        GradeEntry[] grades = [Grade("1.1", 1, 0, 1), Grade("1.1", 1, 1, 3), Grade("1.1", 1, 0.5m, 2)];
        Assert.Equal(new Fraction(1, 10), Section(Of(grades), "1.1").Mastery);
        Assert.Equal(new Fraction(1, 10), Section(Of(grades.Reverse()), "1.1").Mastery);
    }

    [Fact]
    public void A_section_with_fewer_than_ten_questions_wants_all_of_them()
    {
        var small = SampleQuestion.Course(4);
        var progress = CourseProgress.Of(small, Grades("1.1", 3, 1), [], []);
        Assert.Equal(new Fraction(3, 4), Section(progress, "1.1").Mastery);
    }

    [Fact]
    public void A_question_that_left_the_course_counts_no_more() =>
        Assert.Equal(0, Section(Of([Grade("1.1", 99, 1, 1)]), "1.1").Answered);

    [Fact]
    public void A_weak_section_is_one_where_enough_went_wrong()
    {
        Assert.Empty(Of(Grades("1.1", 2, 0)).Weak);
        GradeEntry[] grades = [.. Grades("1.1", 3, 0), .. Grades("1.2", 2, 1), .. Grades("1.2", 1, 0, 3), .. Grades("1.3", 3, 1)];
        Assert.Equal(["1.1", "1.2"], Of(grades).Weak.Select(section => section.Section.Id));
    }

    [Fact]
    public void A_chapter_is_passed_by_its_best_quiz_and_stays_passed()
    {
        var passed = Of([], Quiz(1, 7, 10, 1), Quiz(1, 1, 10, 2)).Chapters[0];
        Assert.Equal((true, new Fraction(7, 10), new Fraction(1, 10)), (passed.Passed, passed.BestQuiz, passed.LastQuiz));
        Assert.False(Of([], Quiz(1, 699, 1000, 1)).Chapters[0].Passed);
    }

    [Fact]
    public void The_course_is_complete_with_every_chapter_and_every_required_lab()
    {
        var withLab = SampleQuestion.Course(12, "manual-commit");
        QuizResult[] quizzes = [Quiz(1, 1, 1, 1), Quiz(2, 1, 1, 1)];
        Assert.False(CourseProgress.Of(withLab, [], quizzes, []).Complete);
        Assert.False(CourseProgress.Of(withLab, [], quizzes[..1], ["manual-commit"]).Complete);
        Assert.True(CourseProgress.Of(withLab, [], quizzes, ["manual-commit"]).Complete);
    }

    internal static GradeEntry Grade(string section, int number, decimal fraction, int day) =>
        new($"{section}/q{number}", Fraction.Of(fraction), new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero));

    internal static IEnumerable<GradeEntry> Grades(string section, int count, decimal fraction, int from = 1, int day = 1) =>
        Enumerable.Range(from, count).Select(number => Grade(section, number, fraction, day));

    internal static QuizResult Quiz(int chapter, int points, int max, int day) =>
        new(chapter, new Fraction(points, max), new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero));

    private static CourseProgress Of(IEnumerable<GradeEntry> grades, params QuizResult[] quizzes) => CourseProgress.Of(content, grades, quizzes, []);

    private static SectionProgress Section(CourseProgress progress, string id) =>
        progress.Chapters.SelectMany(chapter => chapter.Sections).Single(section => section.Section.Id == id);
}
