using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Labs.Clusters;
using KafkaQuiz.Web.Features.Labs.Practice;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Languages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Labs.Pages;

/// <summary>The pages of labs; every form works without a script.</summary>
internal static class LabPages
{
    public static void MapLabRoutes(this IEndpointRouteBuilder site)
    {
        var pages = site.MapGroup("/labs").ExcludeFromDescription();
        pages.MapGet("", ListAsync);
        pages.MapGet("{lab}", ShowAsync);
        pages.MapPost("{lab}/start", StartAsync);
        pages.MapPost("{lab}/sessions/{session:guid}/cluster", ConnectAsync).RequireRateLimiting(RateLimits.Costly);
        pages.MapPost("{lab}/sessions/{session:guid}/disconnect", DisconnectAsync);
        pages.MapPost("{lab}/sessions/{session:guid}/prepare", PrepareAsync).RequireRateLimiting(RateLimits.Costly);
        pages.MapPost("{lab}/sessions/{session:guid}/answers", AnswerAsync);
        pages.MapPost("{lab}/sessions/{session:guid}/evaluate", EvaluateAsync).RequireRateLimiting(RateLimits.Costly);
    }

    public static string Address(string lab) => $"/labs/{lab}";

    private static async Task<IResult> ListAsync(HttpContext http, CurrentCourse course, LabRecords records, CancellationToken cancellationToken) =>
        new RazorComponentResult<LabList>(new
        {
            Labs = course.Content.Labs,
            Content = course.Content,
            Passed = http.User.FindUserId() is { } learner ? await records.OfAsync(learner, cancellationToken) : [],
        });

    private static async Task<IResult> ShowAsync(HttpContext http, string lab, LabView view, CancellationToken cancellationToken) =>
        await ViewAsync(http, lab, view, null, null, cancellationToken);

    private static async Task<IResult> StartAsync(
        HttpContext http, string lab, IFormCollection form, Guests guests, StartLab start, StartPractice practice, LabView view, CancellationToken cancellationToken)
    {
        if (await guests.EnsureUserAsync(http) is not { } learner) return TypedResults.LocalRedirect($"/sign-in?returnUrl={Address(lab)}");
        if (await start.HandleAsync(learner, lab, form["restart"] == "1", cancellationToken) is not { } run) return TypedResults.NotFound();
        return form["cluster"] == LabSession.PracticeServers && await practice.HandleAsync(learner, run.Session.Id, cancellationToken) is { Problem: { } problem }
            ? await ViewAsync(http, lab, view, learner, problem.Shown(), null, cancellationToken)
            : new SeeOther(Address(lab));
    }

    private static async Task<IResult> ConnectAsync(
        HttpContext http, string lab, Guid session, IFormCollection form, ConnectCluster connect, LabView view, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner) return TypedResults.NotFound();
        var named = new ClusterForm(form["servers"], form["tls"] == "1", form["ca"], form["mechanism"], form["user"], form["password"]);
        return await connect.HandleAsync(learner, session, named, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Connected: true } => new SeeOther(Address(lab)),
            var refused => await ViewAsync(http, lab, view, refused.Problem!.Shown(), named, cancellationToken),
        };
    }

    private static async Task<IResult> DisconnectAsync(
        HttpContext http, string lab, Guid session, DisconnectCluster disconnect, CancellationToken cancellationToken) =>
        http.User.FindUserId() is { } learner && await disconnect.HandleAsync(learner, session, cancellationToken)
            ? new SeeOther(Address(lab))
            : TypedResults.NotFound();

    private static async Task<IResult> PrepareAsync(
        HttpContext http, string lab, Guid session, PrepareCluster prepare, LabView view, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner) return TypedResults.NotFound();
        return await prepare.HandleAsync(learner, session, cancellationToken) switch
        {
            null => TypedResults.NotFound(),
            { Ready: true } => new SeeOther(Address(lab)),
            var refused => await ViewAsync(http, lab, view, refused.Problem!.Shown(), null, cancellationToken),
        };
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, string lab, Guid session, IFormCollection form, SaveAnswers save, LabView view, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner) return TypedResults.NotFound();
        const string prefix = "answer-";
        var typed = form.Where(field => field.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(field => field.Key[prefix.Length..], field => (string?)field.Value.ToString(), StringComparer.Ordinal);
        if (await save.HandleAsync(learner, session, typed, cancellationToken) is not { } result) return TypedResults.NotFound();
        if (result.Problems.Count == 0) return new SeeOther(Address(lab) + "#answers");
        if (await view.OfAsync(learner, lab, cancellationToken) is not { } model) return TypedResults.NotFound();
        return new RazorComponentResult<LabPage>(new { View = model, Answers = typed, AnswerProblems = result.Problems }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    }

    private static async Task<IResult> EvaluateAsync(HttpContext http, string lab, Guid session, EvaluateLab evaluate, CancellationToken cancellationToken) =>
        http.User.FindUserId() is { } learner && await evaluate.HandleAsync(learner, session, cancellationToken) is not null
            ? new SeeOther(Address(lab) + "#tasks")
            : TypedResults.NotFound();

    internal static async Task<IResult> ViewAsync(
        HttpContext http, string lab, LabView view, string? problem, ClusterForm? typed, CancellationToken cancellationToken)
    {
        return await ViewAsync(http, lab, view, http.User.FindUserId(), problem, typed, cancellationToken);
    }

    private static async Task<IResult> ViewAsync(
        HttpContext http, string lab, LabView view, Guid? learner, string? problem, ClusterForm? typed, CancellationToken cancellationToken)
    {
        if (await view.OfAsync(learner, lab, cancellationToken) is not { } model) return TypedResults.NotFound();
        return new RazorComponentResult<LabPage>(new { View = model, Problem = problem, Typed = typed })
        {
            StatusCode = problem is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
