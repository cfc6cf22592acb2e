using KafkaQuiz.Web.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Course;

/// <summary>Home, chapters, sections, progress: open to every visitor.</summary>
internal static class CoursePages
{
    public static void MapCoursePages(this IEndpointRouteBuilder site)
    {
        var pages = site.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", HomeAsync);
        pages.MapGet("/chapters/{number:int}", ChapterAsync);
        pages.MapGet("/sections/{id}", SectionAsync);
        pages.MapGet("/progress", ProgressAsync);
    }

    private static async Task<IResult> HomeAsync(HttpContext http, CurrentCourse course, ProgressReader progress, CancellationToken cancellationToken)
    {
        var content = course.Content;
        return new RazorComponentResult<CoursePage>(new
        {
            Content = content,
            Progress = await progress.OfAsync(content, http.User.FindUserId(), cancellationToken),
            SignedIn = http.User.HasAccount(),
        });
    }

    private static async Task<IResult> ChapterAsync(
        HttpContext http, int number, CurrentCourse course, ProgressReader progress, CancellationToken cancellationToken)
    {
        var content = course.Content;
        var all = await progress.OfAsync(content, http.User.FindUserId(), cancellationToken);
        return all.Course.Chapters.FirstOrDefault(chapter => chapter.Chapter.Number == number) is { } found
            ? new RazorComponentResult<ChapterPage>(new { Content = content, Chapter = found, PassedLabs = all.PassedLabs })
            : TypedResults.NotFound();
    }

    private static async Task<IResult> SectionAsync(
        HttpContext http, string id, CurrentCourse course, ProgressReader progress, CancellationToken cancellationToken)
    {
        var content = course.Content;
        var all = await progress.OfAsync(content, http.User.FindUserId(), cancellationToken);
        foreach (var chapter in all.Course.Chapters)
            if (chapter.Sections.FirstOrDefault(section => section.Section.Id == id) is { } found)
                return new RazorComponentResult<SectionPage>(new { Content = content, Chapter = chapter.Chapter, Section = found, PassedLabs = all.PassedLabs });
        return TypedResults.NotFound();
    }

    private static async Task<IResult> ProgressAsync(HttpContext http, CurrentCourse course, ProgressReader progress, CancellationToken cancellationToken)
    {
        var content = course.Content;
        return new RazorComponentResult<ProgressPage>(new
        {
            Content = content,
            Progress = await progress.OfAsync(content, http.User.FindUserId(), cancellationToken),
        });
    }
}
