using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Languages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Course;

/// <summary><c>/api/v1/course</c> (open to all) and <c>/api/v1/progress</c>.</summary>
internal static class CourseApi
{
    public static void MapCourseApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/course", Course).AllowAnonymous().WithTags("course").WithSummary("The map of the course");
        api.MapGet("/progress", ProgressAsync).WithTags("course").WithSummary("How far you are, what is weak, what comes next");
    }

    internal sealed record CourseJson(string Title, string Version, IReadOnlyList<ChapterJson> Chapters);

    internal sealed record ChapterJson(int Number, string Title, IReadOnlyList<SectionJson> Sections);

    internal sealed record SectionJson(string Id, string Title, int Questions);

    /// <param name="Complete">Whether the course is complete.</param>
    /// <param name="Chapters">In the order of the course.</param>
    /// <param name="RequiredLabs">Labs that the course asks for, in its order.</param>
    /// <param name="Next">What to do next; null where there are no questions.</param>
    internal sealed record ProgressJson(bool Complete, IReadOnlyList<ChapterProgressJson> Chapters, IReadOnlyList<RequiredLabJson> RequiredLabs, NextJson? Next);

    internal sealed record RequiredLabJson(string Id, bool Passed);

    /// <param name="Number">The chapter.</param>
    /// <param name="Mastery">0 to 1, an exact fraction.</param>
    /// <param name="BestQuiz">Best share of its quiz, an exact fraction; null before the first.</param>
    /// <param name="Passed">Whether its quiz is passed.</param>
    /// <param name="Sections">In the order of the course.</param>
    internal sealed record ChapterProgressJson(int Number, string Mastery, string? BestQuiz, bool Passed, IReadOnlyList<SectionProgressJson> Sections);

    /// <param name="Id">The section.</param>
    /// <param name="Questions">How many it has.</param>
    /// <param name="Answered">How many of them were graded.</param>
    /// <param name="Mastery">0 to 1, an exact fraction.</param>
    /// <param name="Mastered">Whether it is mastered.</param>
    /// <param name="Weak">Whether it needs work.</param>
    internal sealed record SectionProgressJson(string Id, int Questions, int Answered, string Mastery, bool Mastered, bool Weak);

    /// <param name="Kind"><c>PractiseSection</c>, <c>DoLab</c>, <c>TakeChapterQuiz</c> or <c>Refresh</c>.</param>
    /// <param name="Scope">Section, lab or chapter.</param>
    /// <param name="Reason">Why.</param>
    internal sealed record NextJson(string Kind, string Scope, string Reason);

    private static Ok<CourseJson> Course(CurrentCourse course)
    {
        var content = course.Content;
        return TypedResults.Ok(new CourseJson(content.Course.Title.Shown(), content.Version,
        [
            .. content.Course.Chapters.Select(chapter => new ChapterJson(chapter.Number, chapter.Title.Shown(),
                [.. chapter.Sections.Select(section => new SectionJson(section.Id, section.Title.Shown(), content.Bank(section.Id).Count))])),
        ]));
    }

    private static async Task<Ok<ProgressJson>> ProgressAsync(
        HttpContext http, CurrentCourse course, ProgressReader reader, CancellationToken cancellationToken)
    {
        var progress = await reader.OfAsync(course.Content, http.User.UserId(), cancellationToken);
        return TypedResults.Ok(new ProgressJson(
            progress.Course.Complete,
            [.. progress.Course.Chapters.Select(chapter => new ChapterProgressJson(
                chapter.Chapter.Number, chapter.Mastery.ToString(), chapter.BestQuiz?.ToString(), chapter.Passed, [.. chapter.Sections.Select(Section)]))],
            [.. progress.Course.RequiredLabs.Select(lab => new RequiredLabJson(lab.Key, lab.Value))],
            progress.Next is { } next ? new NextJson(next.Kind.ToString(), next.Scope, next.Reason.Shown()) : null));
    }

    private static SectionProgressJson Section(SectionProgress section) =>
        new(section.Section.Id, section.Questions, section.Answered, section.Mastery.ToString(), section.Mastered, section.IsWeak);
}
