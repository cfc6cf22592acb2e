using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content;
using static KafkaQuiz.Assessment.Tests.Progress.CourseProgressTests;

namespace KafkaQuiz.Assessment.Tests.Progress;

public sealed class NextStepTests
{
    private static readonly CourseContent content = SampleQuestion.Course(12, "manual-commit");

    [Fact]
    public void Who_begins_is_sent_to_the_first_section() => Is(NextKind.PractiseSection, "1.1", []);

    [Fact]
    public void A_weak_section_of_the_current_chapter_comes_before_a_new_one() =>
        Is(NextKind.PractiseSection, "1.2", [.. Grades("1.1", 10, 1), .. Grades("1.2", 4, 0)]);

    [Fact]
    public void Who_works_in_chapter_2_stays_there() => Is(NextKind.PractiseSection, "2.1", [.. Grades("2.2", 10, 1)]);

    [Fact]
    public void With_every_section_mastered_the_quiz_is_next_and_after_a_miss_again()
    {
        GradeEntry[] mastered = [.. Grades("1.1", 10, 1), .. Grades("1.2", 10, 1), .. Grades("1.3", 10, 1)];
        Is(NextKind.TakeChapterQuiz, "1", mastered);
        var again = Is(NextKind.TakeChapterQuiz, "1", mastered, Quiz(1, 6, 10, 2));
        Assert.Contains("60%", again.Reason.Ko, StringComparison.Ordinal);
        Assert.Contains("70%", again.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_passed_chapter_comes_the_next_open_one() =>
        Is(NextKind.PractiseSection, "2.1", [.. Grades("1.1", 10, 1)], Quiz(1, 1, 1, 1));

    [Fact]
    public void With_every_chapter_passed_the_required_lab_is_left() =>
        Is(NextKind.DoLab, "manual-commit", [], Quiz(1, 1, 1, 1), Quiz(2, 1, 1, 1));

    [Fact]
    public void With_everything_done_the_section_longest_ago_is_refreshed()
    {
        GradeEntry[] grades = [.. new[] { "1.1", "1.2", "1.3", "2.1", "2.2" }.SelectMany((section, at) => Grades(section, 10, 1, 1, 20 - at)), .. Grades("2.3", 10, 1, 1, 25)];
        QuizResult[] quizzes = [Quiz(1, 1, 1, 1), Quiz(2, 1, 1, 1)];
        var step = NextStep.Of(content, CourseProgress.Of(content, grades, quizzes, ["manual-commit"]), ["manual-commit"])!;
        Assert.Equal((NextKind.Refresh, "2.2"), (step.Kind, step.Scope));
    }

    [Fact]
    public void Without_questions_there_is_nothing_to_recommend()
    {
        var empty = SampleQuestion.Course(0);
        Assert.Null(NextStep.Of(empty, CourseProgress.Of(empty, [], [], []), []));
    }

    private static NextStep Is(NextKind kind, string scope, GradeEntry[] grades, params QuizResult[] quizzes)
    {
        var step = NextStep.Of(content, CourseProgress.Of(content, grades, quizzes, []), [])!;
        Assert.Equal((kind, scope), (step.Kind, step.Scope));
        Assert.NotEqual(step.Reason.Ko, step.Reason.En);
        return step;
    }
}
