using System.Net;
using KafkaQuiz.Assessment;
using KafkaQuiz.Content;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Quizzes;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaQuiz.Web.Tests.Features.Quizzes;

/// <summary>Quizzes as a guest without JavaScript takes them.</summary>
public sealed class QuizPagesTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_map_shows_nine_chapters_and_55_sections_to_a_visitor()
    {
        var browser = site.Browser();

        var page = await browser.OpenAsync("/");

        Assert.Equal(9, page.QuerySelectorAll(".chapter").Length);
        Assert.Equal(55, page.QuerySelectorAll(".section-link").Length);
    }

    [Fact]
    public async Task A_guest_answers_a_whole_quiz_right_and_passes_the_chapter()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/chapters/4", AttemptKind.ChapterQuiz, FeedbackTiming.End);
        var variants = await player.VariantsAsync();

        await player.AnswerAsync("review", [.. variants.Select((variant, at) => (at + 1, variant.RightResponse()))]);
        Assert.Contains("20문제에 모두 답했습니다", player.Browser.Text, StringComparison.Ordinal);
        await player.AnswerAsync("submit");

        Assert.Equal(20, variants.Count);
        Assert.Contains("통과", player.Browser.Page.QuerySelector(".score .badge.good")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(20, player.Browser.Page.QuerySelectorAll(".outcome-title.right").Length);
        await player.Browser.OpenAsync("/");
        Assert.Single(player.Browser.Page.QuerySelectorAll(".chapter > header > .badge.good"));
    }

    [Fact]
    public async Task Practice_tells_after_each_question_and_then_takes_no_other_answer()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/sections/4.3", AttemptKind.SectionPractice, FeedbackTiming.Each);
        var variants = await player.VariantsAsync();
        Assert.Empty(player.Browser.Page.QuerySelectorAll(".outcome"));

        await player.AnswerAsync("check:1", (1, variants[0].RightResponse()));

        Assert.Single(player.Browser.Page.QuerySelectorAll(".outcome-title.right"));
        Assert.Empty(player.Browser.Page.QuerySelectorAll("[name='q1.base']"));
        var grade = await site.DatabaseAsync(database => database.Set<Grade>().SingleAsync(one => one.AttemptId == player.Attempt, Token));
        Assert.Equal((1, 1, "1", GradeReasons.Check), (grade.Position, grade.Revision, grade.Fraction, grade.Reason));
        Assert.Null(grade.GradedBy);
    }

    [Fact]
    public async Task Checking_without_an_answer_asks_for_one_and_costs_nothing()
    {
        var player = new QuizPlayer(site, "en");
        await player.StartAsync("/sections/4.1", AttemptKind.SectionPractice, FeedbackTiming.Each);

        await player.AnswerAsync("check:1");

        Assert.Contains("Answer first.", player.Browser.Text, StringComparison.Ordinal);
        Assert.False(await site.DatabaseAsync(database => database.Set<Grade>().AnyAsync(grade => grade.AttemptId == player.Attempt, Token)));
    }

    [Fact]
    public async Task A_page_left_open_overwrites_no_answer_that_its_reader_did_not_change()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/chapters/4", AttemptKind.ChapterQuiz, FeedbackTiming.End);
        var variants = await player.VariantsAsync();
        var stale = player.Browser.Page;
        await player.AnswerAsync("save", (1, variants[0].RightResponse()));
        Assert.Contains("1 / 20 답함", player.Browser.Text, StringComparison.Ordinal);

        using var content = new FormUrlEncodedContent(stale.Forms.First(form => form.GetAttribute("action") == $"/attempts/{player.Attempt}")
            .QuerySelectorAll("input[type=hidden]").Select(field => new KeyValuePair<string, string>(field.GetAttribute("name")!, field.GetAttribute("value")!))
            .Append(new("action", "save")));
        using var answer = await player.Browser.Http.PostAsync(new Uri($"/attempts/{player.Attempt}", UriKind.Relative), content, Token);
        await player.Browser.OpenAsync($"/attempts/{player.Attempt}");

        Assert.Contains("1 / 20 답함", player.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_answers_are_asked_again_in_other_variants()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/sections/4.3", AttemptKind.SectionPractice, FeedbackTiming.End);
        var first = await player.VariantsAsync();
        await player.AnswerAsync("submit", [.. first.Skip(2).Select((variant, at) => (at + 3, variant.RightResponse()))]);
        var submitted = player.Attempt;

        await player.Browser.SubmitAsync($"/attempts/{submitted}/retry");

        var retried = await site.DatabaseAsync(database => (
            from attempt in database.Set<Attempt>()
            where attempt.RetryOf == submitted
            join item in database.Set<AttemptItem>() on attempt.Id equals item.AttemptId
            orderby item.Position
            select new { item.QuestionId, item.Seed }).ToListAsync(Token));
        Assert.Equal(first.Take(2).Select(variant => variant.QuestionId), retried.Select(item => item.QuestionId));
        Assert.All(retried.Zip(first), pair => Assert.NotEqual(unchecked((long)pair.Second.Seed), pair.First.Seed));
    }

    [Fact]
    public async Task An_attempt_reads_and_counts_the_same_after_its_questions_are_gone()
    {
        // Without a cache between requests, like a server that was started anew.
        await using var own = new TestSite().With(services => services.Replace(ServiceDescriptor.Scoped<ShownVariants, ShownVariants>()));
        var player = new QuizPlayer(own);
        await player.StartAsync("/chapters/4", AttemptKind.ChapterQuiz, FeedbackTiming.End);
        var variants = await player.VariantsAsync();
        await player.AnswerAsync("submit", [.. variants.Take(7).Select((variant, at) => (at + 1, variant.RightResponse()))]);
        string before = player.Browser.Text;
        var course = own.Services.GetRequiredService<CurrentCourse>();

        course.Replace(new CourseContent(course.Content.Course, [], []));
        await player.Browser.OpenAsync($"/attempts/{player.Attempt}");

        Assert.Equal(before, player.Browser.Text);
        await player.Browser.OpenAsync("/attempts");
        Assert.Contains("7 / 20", player.Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_points_of_an_attempt_are_the_sum_of_its_ledger()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/chapters/4", AttemptKind.ChapterQuiz, FeedbackTiming.End);
        var variants = await player.VariantsAsync();
        await player.AnswerAsync("submit", [.. variants.Take(5).Select((variant, at) => (at + 1, variant.RightResponse()))]);

        var (attempt, grades) = await site.DatabaseAsync(async database => (
            await database.Set<Attempt>().SingleAsync(one => one.Id == player.Attempt, Token),
            await database.Set<Grade>().Where(grade => grade.AttemptId == player.Attempt).ToListAsync(Token)));

        Assert.Equal(20, grades.Count);
        Assert.Equal(Fraction.Parse(attempt.Points!), grades.Aggregate(Fraction.Zero, (sum, grade) => sum + Fraction.Parse(grade.Fraction) * Fraction.Parse(grade.MaxPoints)));
    }

    [Fact]
    public async Task Somebody_elses_attempt_is_not_found()
    {
        var owner = new QuizPlayer(site);
        await owner.StartAsync("/sections/4.2", AttemptKind.SectionPractice, FeedbackTiming.End);
        var other = new QuizPlayer(site);
        await other.StartAsync("/sections/4.2", AttemptKind.SectionPractice, FeedbackTiming.End);

        foreach (var browser in (TestBrowser[])[other.Browser, site.Browser()])
        {
            foreach (string address in (string[])[$"/attempts/{owner.Attempt}", $"/attempts/{owner.Attempt}/review"])
            {
                await browser.OpenAsync(address);
                Assert.Equal(HttpStatusCode.NotFound, browser.Status);
            }
        }
    }

    [Fact]
    public async Task No_page_of_a_running_attempt_tells_a_reason_or_a_mistake()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/chapters/4", AttemptKind.ChapterQuiz, FeedbackTiming.End);
        var secrets = AnswerSecrets.Of(await player.VariantsAsync());

        string page = player.Browser.Page.DocumentElement.OuterHtml;

        Assert.NotEmpty(secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, page, StringComparison.Ordinal));
        Assert.DoesNotContain("outcome", page, StringComparison.Ordinal);
    }
}
