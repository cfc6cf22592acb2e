using KafkaQuiz.Content;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Labs.Pages;
using KafkaQuiz.Web.Features.Labs.Watching;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Languages;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>The forms of a practice cluster. A script that sends them with <c>X-Quiet</c> gets an empty answer: what follows comes over the live stream.</summary>
internal static class PracticePages
{
    public static void MapPracticeRoutes(this IEndpointRouteBuilder site)
    {
        var pages = site.MapGroup("/labs/{lab}/sessions/{session:guid}").ExcludeFromDescription();
        pages.MapPost("practice", StartAsync).RequireRateLimiting(RateLimits.Costly);
        pages.MapPost("brokers", ActAsync);
        pages.MapPost("time", AdvanceAsync);
        pages.MapPost("terminal", EnterAsync);
        pages.MapPost("interrupt", InterruptAsync);
        pages.MapPost("end-input", EndInputAsync);
        pages.MapGet("files", FilesAsync);
        pages.MapPost("files", SaveFileAsync);
    }

    private static async Task<IResult> StartAsync(HttpContext http, string lab, Guid session, StartPractice start, LabView view, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner) return TypedResults.NotFound();
        return await start.HandleAsync(learner, session, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Ready: true } => new SeeOther(LabPages.Address(lab)),
            var refused => await LabPages.ViewAsync(http, lab, view, refused.Problem!.Shown(), null, cancellationToken),
        };
    }

    private static Task<IResult> ActAsync(HttpContext http, string lab, Guid session, IFormCollection form, WorkPractice work, LabView view, CancellationToken cancellationToken) =>
        DoAsync(http, lab, session, work, view, "#cluster", learner => work.ActAsync(learner, session, form["action"], int.TryParse(form["node"], out var node) ? node : -1, cancellationToken), cancellationToken);

    private static Task<IResult> AdvanceAsync(HttpContext http, string lab, Guid session, IFormCollection form, WorkPractice work, LabView view, CancellationToken cancellationToken) =>
        DoAsync(http, lab, session, work, view, "#cluster", learner => work.AdvanceAsync(learner, session, int.TryParse(form["seconds"], out var seconds) ? seconds : 0, cancellationToken), cancellationToken);

    private static Task<IResult> EnterAsync(HttpContext http, string lab, Guid session, IFormCollection form, WorkPractice work, LabView view, CancellationToken cancellationToken) =>
        TypeAsync(http, lab, session, work, view, learner => work.EnterAsync(learner, session, form["line"], cancellationToken), cancellationToken);

    /// <summary>Without a script the next page is all that the learner sees: what a command prints in its first moments belongs on it.</summary>
    private static Task<IResult> TypeAsync(HttpContext http, string lab, Guid session, WorkPractice work, LabView view, Func<Guid, Task<LocalizedText?>> type, CancellationToken cancellationToken) =>
        DoAsync(http, lab, session, work, view, "#terminal", async learner =>
        {
            var problem = await type(learner);
            if (problem is null && !IsQuiet(http) && await work.FindAsync(learner, session, cancellationToken) is { } bench)
                await Task.WhenAny(bench.Bench.Terminal.WhenIdle, Task.Delay(TimeSpan.FromSeconds(3), cancellationToken));
            return problem;
        }, cancellationToken);

    private static Task<IResult> InterruptAsync(HttpContext http, string lab, Guid session, WorkPractice work, LabView view, CancellationToken cancellationToken) =>
        DoAsync(http, lab, session, work, view, "#terminal", learner => work.InterruptAsync(learner, session, cancellationToken), cancellationToken);

    private static Task<IResult> EndInputAsync(HttpContext http, string lab, Guid session, WorkPractice work, LabView view, CancellationToken cancellationToken) =>
        TypeAsync(http, lab, session, work, view, learner => work.EndInputAsync(learner, session, cancellationToken), cancellationToken);

    /// <summary>The files as they are now, for a page whose terminal may have changed them.</summary>
    private static async Task<IResult> FilesAsync(HttpContext http, string lab, Guid session, WorkPractice work, CancellationToken cancellationToken) =>
        http.User.FindUserId() is { } learner && await work.FindAsync(learner, session, cancellationToken) is { } bench
            ? TypedResults.Content(await Fragment.RenderAsync<FilesPanel>(http.RequestServices, (nameof(FilesPanel.Files), bench.Bench.Terminal.Session.Files), (nameof(FilesPanel.Path), $"{LabPages.Address(lab)}/sessions/{session}"), (nameof(FilesPanel.Live), true)), "text/html; charset=utf-8")
            : TypedResults.NotFound();

    private static Task<IResult> SaveFileAsync(HttpContext http, string lab, Guid session, IFormCollection form, WorkPractice work, LabView view, CancellationToken cancellationToken) =>
        DoAsync(http, lab, session, work, view, "#files", learner => work.SaveFileAsync(learner, session, form["path"], form["text"], cancellationToken), cancellationToken);

    private static bool IsQuiet(HttpContext http) => http.Request.Headers.ContainsKey("X-Quiet");

    private static async Task<IResult> DoAsync(
        HttpContext http, string lab, Guid session, WorkPractice work, LabView view, string place, Func<Guid, Task<LocalizedText?>> act, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner || !await work.OwnsAsync(learner, session, cancellationToken)) return TypedResults.NotFound();
        var problem = await act(learner);
        if (IsQuiet(http)) return problem is null ? TypedResults.NoContent() : TypedResults.Problem(problem.Shown(), statusCode: StatusCodes.Status422UnprocessableEntity);
        return problem is null ? new SeeOther(LabPages.Address(lab) + place) : await LabPages.ViewAsync(http, lab, view, problem.Shown(), null, cancellationToken);
    }
}
