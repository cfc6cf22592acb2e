using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Labs.Clusters;
using KafkaQuiz.Web.Features.Labs.Practice;
using KafkaQuiz.Web.Features.Labs.Watching;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Languages;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Labs.Json;

/// <summary>Labs under <c>/api/v1</c>: the same use cases as the pages.</summary>
internal static class LabApi
{
    public static void MapLabApi(this IEndpointRouteBuilder api)
    {
        var labs = api.MapGroup("/labs").WithTags("labs");
        labs.MapGet("", ListAsync).WithSummary("Every lab");
        labs.MapGet("{lab}/session", CurrentAsync).WithSummary("Your session of a lab, without starting one");
        labs.MapPost("{lab}/sessions", StartAsync).WithSummary("Start a lab or go on with it; restart=true draws fresh variables");
        var sessions = api.MapGroup("/lab-sessions/{session:guid}").WithTags("labs");
        sessions.MapGet("", GetAsync).WithSummary("A session of yours");
        sessions.MapPut("cluster", ConnectAsync).RequireRateLimiting(RateLimits.Costly).WithSummary("Connect your cluster; the password is write-only");
        sessions.MapDelete("cluster", DisconnectAsync).WithSummary("Forget the cluster and its password");
        sessions.MapPost("setup", PrepareAsync).RequireRateLimiting(RateLimits.Costly).WithSummary("Let the server prepare your cluster");
        sessions.MapPut("answers", AnswerAsync).WithSummary("Write answers down; those that are not named stay");
        sessions.MapPost("evaluations", EvaluateAsync).RequireRateLimiting(RateLimits.Costly).WithSummary("Grade now");
        sessions.MapGet("collecting", CollectingAsync).WithSummary("What ./kafkaquiz lab check needs in order to collect evidence on your own machine");
        sessions.MapPost("evidence", SubmitAsync).RequireRateLimiting(RateLimits.Costly).WithSummary("Evidence that was collected on your own machine; graded again here and marked as self-reported");
        sessions.MapGet("evaluations", HistoryAsync).WithSummary("Your evaluations, newest first");
        sessions.MapGet("verdict", VerdictAsync).WithSummary("The verdict of the newest evaluation");
        sessions.MapPracticeApi();
        sessions.MapGet("events", EventsAsync).WithSummary("Verdicts as they change (server-sent events)");
    }

    /// <param name="Restart">End the session in use and draw fresh variables.</param>
    internal sealed record StartJson(bool Restart);

    /// <param name="Answers">By id of the answer; an empty text clears one.</param>
    internal sealed record AnswersJson(IReadOnlyDictionary<string, string?> Answers);

    /// <param name="Labs">By the order of the course.</param>
    internal sealed record LabsJson(IReadOnlyList<LabSummaryJson> Labs);

    /// <param name="Evaluations">At most 50.</param>
    internal sealed record EvaluationsJson(IReadOnlyList<EvaluationEntry> Evaluations);

    private static async Task<Ok<LabsJson>> ListAsync(HttpContext http, CurrentCourse course, LabRecords records, CancellationToken cancellationToken)
    {
        var passed = await records.OfAsync(http.User.UserId(), cancellationToken);
        return TypedResults.Ok(new LabsJson([.. course.Content.Labs.Select(lab => LabSummaryJson.Of(lab, passed.Contains(lab.Id)))]));
    }

    private static async Task<Results<Ok<LabSessionJson>, ProblemHttpResult>> StartAsync(
        HttpContext http, string lab, StartJson? body, StartLab start, CancellationToken cancellationToken) =>
        await start.HandleAsync(http.User.UserId(), lab, body?.Restart == true, cancellationToken) is { } run
            ? TypedResults.Ok(LabSessionJson.Of(run))
            : Problem(404, T("그런 실습이 없습니다.", "There is no such lab."));

    private static async Task<Results<Ok<LabSessionJson>, ProblemHttpResult>> CurrentAsync(
        HttpContext http, string lab, LabSessions sessions, CancellationToken cancellationToken) =>
        await sessions.CurrentAsync(http.User.UserId(), lab, cancellationToken) is { } run ? TypedResults.Ok(LabSessionJson.Of(run)) : NoSession();

    private static async Task<Results<Ok<LabSessionJson>, ProblemHttpResult>> GetAsync(
        HttpContext http, Guid session, LabSessions sessions, CancellationToken cancellationToken) =>
        await sessions.FindAsync(http.User.UserId(), session, cancellationToken) is { } run ? TypedResults.Ok(LabSessionJson.Of(run)) : NoSession();

    private static async Task<Results<NoContent, ProblemHttpResult>> ConnectAsync(
        HttpContext http, Guid session, ClusterForm body, ConnectCluster connect, CancellationToken cancellationToken) =>
        await connect.HandleAsync(http.User.UserId(), session, body, cancellationToken) switch
        {
            null => NoSession(),
            { Connected: true } => TypedResults.NoContent(),
            var refused => Problem(422, refused.Problem!.Shown()),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> DisconnectAsync(
        HttpContext http, Guid session, DisconnectCluster disconnect, CancellationToken cancellationToken) =>
        await disconnect.HandleAsync(http.User.UserId(), session, cancellationToken) ? TypedResults.NoContent() : NoSession();

    private static async Task<Results<NoContent, ProblemHttpResult>> PrepareAsync(
        HttpContext http, Guid session, PrepareCluster prepare, CancellationToken cancellationToken) =>
        await prepare.HandleAsync(http.User.UserId(), session, cancellationToken) switch
        {
            null => NoSession(),
            { Ready: true } => TypedResults.NoContent(),
            var refused => Problem(422, refused.Problem!.Shown()),
        };

    private static async Task<Results<Ok<LabSessionJson>, ProblemHttpResult>> AnswerAsync(
        HttpContext http, Guid session, AnswersJson body, SaveAnswers save, LabSessions sessions, CancellationToken cancellationToken)
    {
        if (await save.HandleAsync(http.User.UserId(), session, body.Answers, cancellationToken) is not { } result) return NoSession();
        if (result.Problems.Count > 0)
        {
            return TypedResults.Problem(
                T("일부 답을 저장하지 못했습니다.", "Some answers were not kept."),
                statusCode: 422,
                extensions: [KeyValuePair.Create("errors", (object?)result.Problems.ToDictionary(problem => problem.Key, problem => problem.Value.Shown(), StringComparer.Ordinal))]);
        }
        return await sessions.FindAsync(http.User.UserId(), session, cancellationToken) is { } run ? TypedResults.Ok(LabSessionJson.Of(run)) : NoSession();
    }

    private static async Task<Results<Ok<LabVerdictJson>, ProblemHttpResult>> EvaluateAsync(
        HttpContext http, Guid session, EvaluateLab evaluate, CancellationToken cancellationToken) =>
        await evaluate.HandleAsync(http.User.UserId(), session, cancellationToken) is { } verdict ? TypedResults.Ok(LabVerdictJson.Of(verdict)) : NoSession();

    private static async Task<Results<Ok<CollectingJson>, ProblemHttpResult>> CollectingAsync(
        HttpContext http, Guid session, LabSessions sessions, CancellationToken cancellationToken) =>
        await sessions.FindAsync(http.User.UserId(), session, cancellationToken) is { } run ? TypedResults.Ok(CollectingJson.Of(run)) : NoSession();

    private static async Task<Results<Ok<LabVerdictJson>, ProblemHttpResult>> SubmitAsync(
        HttpContext http, Guid session, SubmitEvidence submit, CancellationToken cancellationToken) =>
        await submit.HandleAsync(http.User.UserId(), session, http.Request.Body, cancellationToken) switch
        {
            null => NoSession(),
            { Problem: { } problem } => Problem(422, problem.Shown()),
            var graded => TypedResults.Ok(LabVerdictJson.Of(graded.Verdict!)),
        };

    private static async Task<Results<Ok<EvaluationsJson>, ProblemHttpResult>> HistoryAsync(
        HttpContext http, Guid session, LabSessions sessions, ListEvaluations list, CancellationToken cancellationToken) =>
        await sessions.FindAsync(http.User.UserId(), session, cancellationToken) is null
            ? NoSession()
            : TypedResults.Ok(new EvaluationsJson(await list.HandleAsync(http.User.UserId(), session, cancellationToken)));

    private static async Task<Results<Ok<LabVerdictJson>, ProblemHttpResult>> VerdictAsync(
        HttpContext http, Guid session, LabSessions sessions, ListEvaluations list, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(http.User.UserId(), session, cancellationToken) is null) return NoSession();
        return await list.LatestAsync(session, cancellationToken) is { } latest
            ? TypedResults.Ok(LabVerdictJson.Of(VerdictJson.ReadVerdict(latest.Verdict)))
            : Problem(404, T("아직 채점한 적이 없습니다.", "Nothing was graded yet."));
    }

    private static async Task<IResult> EventsAsync(
        HttpContext http, Guid session, LabSessions sessions, LabWatches watches, CancellationToken cancellationToken) =>
        await sessions.FindAsync(http.User.UserId(), session, cancellationToken) is null
            ? NoSession()
            : TypedResults.ServerSentEvents(VerdictsAsync(watches.WatchAsync(session, cancellationToken), cancellationToken));

    private static async IAsyncEnumerable<SseItem<LabVerdictJson>> VerdictsAsync(
        IAsyncEnumerable<LabVerdict> verdicts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var verdict in verdicts.WithCancellation(cancellationToken)) yield return new SseItem<LabVerdictJson>(LabVerdictJson.Of(verdict), "verdict");
    }

    private static ProblemHttpResult NoSession() => Problem(404, T("그런 실습 세션이 없습니다.", "There is no such lab session."));

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
