using KafkaQuiz.Content;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Languages;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Labs.Practice;

/// <summary>Practice clusters under <c>/api/v1</c>: the same use cases as the pages.</summary>
internal static class PracticeApi
{
    public static void MapPracticeApi(this RouteGroupBuilder sessions)
    {
        sessions.MapPut("practice", StartAsync).RequireRateLimiting(RateLimits.Costly).WithSummary("Work on a practice cluster: made, prepared for the lab, ready when this returns");
        sessions.MapGet("practice", LookAsync).WithSummary("The practice cluster as it is now: nodes, topics, groups");
        sessions.MapPost("practice/brokers/{node:int}", ActAsync).WithSummary("start, stop, kill, hang, slow, cut-off or heal a node");
        sessions.MapPost("practice/time", AdvanceAsync).WithSummary("Move time on, in seconds: 10, 60, 600, 3600, 86400 or 604800");
        sessions.MapPost("practice/terminal", EnterAsync).WithSummary("Enter a line in the terminal; what it prints is in the transcript");
        sessions.MapGet("practice/terminal", TranscriptAsync).WithSummary("The terminal's transcript from a position on");
        sessions.MapPost("practice/terminal/interrupt", InterruptAsync).WithSummary("Ctrl+C");
        sessions.MapPost("practice/terminal/end-input", EndInputAsync).WithSummary("Ctrl+D: ends the running command's input");
        sessions.MapPost("practice/terminal/completions", CompleteAsync).WithSummary("What may stand at the caret");
        sessions.MapPut("practice/files", SaveFileAsync).WithSummary("Save a file of the terminal's");
    }

    /// <param name="Action">start, stop, kill, hang, slow, cut-off, heal.</param>
    internal sealed record ActionJson(string? Action);

    internal sealed record TimeJson(int Seconds);

    /// <param name="Line">One line, or several as pasted.</param>
    internal sealed record LineJson(string? Line);

    /// <param name="Line">As typed so far.</param>
    /// <param name="Caret">0 to its length.</param>
    internal sealed record CaretJson(string? Line, int Caret);

    internal sealed record FileJson(string? Path, string? Text);

    /// <param name="Position">Of its first character.</param>
    /// <param name="Kind">typed, stdin, output, error, notice, exit.</param>
    internal sealed record ChunkJson(long Position, string Kind, int Job, string Text);

    /// <param name="End">Where to read on.</param>
    /// <param name="Busy">Whether a command runs.</param>
    internal sealed record TranscriptJson(long End, bool Busy, IReadOnlyList<ChunkJson> Chunks);

    /// <param name="Start">Where the word begins that the items replace.</param>
    internal sealed record CompletionsJson(int Start, int End, IReadOnlyList<CompletionJson> Items);

    internal sealed record CompletionJson(string Text, string Help, bool Continues);

    /// <param name="Servers">Addresses for clients on the server's own computer, or null while nothing runs.</param>
    /// <param name="Cluster">Null before a server was started.</param>
    internal sealed record PictureJson(string? Servers, ClusterJson? Cluster);

    private static async Task<Results<NoContent, ProblemHttpResult>> StartAsync(HttpContext http, Guid session, StartPractice start, CancellationToken cancellationToken) =>
        await start.HandleAsync(http.User.UserId(), session, cancellationToken) switch
        {
            null => NoBench(),
            { Ready: true } => TypedResults.NoContent(),
            var refused => TypedResults.Problem(refused.Problem!.Shown(), statusCode: 422),
        };

    private static async Task<Results<Ok<PictureJson>, ProblemHttpResult>> LookAsync(HttpContext http, Guid session, WorkPractice work, CancellationToken cancellationToken)
    {
        if (await work.FindAsync(http.User.UserId(), session, cancellationToken) is not { } bench) return NoBench();
        var picture = await bench.LookAsync();
        return TypedResults.Ok(new PictureJson(picture.Servers, picture.Cluster is { } cluster ? ClusterJson.Of(cluster) : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync(HttpContext http, Guid session, int node, ActionJson body, WorkPractice work, CancellationToken cancellationToken) =>
        Done(await work.ActAsync(http.User.UserId(), session, body.Action, node, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> AdvanceAsync(HttpContext http, Guid session, TimeJson body, WorkPractice work, CancellationToken cancellationToken) =>
        Done(await work.AdvanceAsync(http.User.UserId(), session, body.Seconds, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> EnterAsync(HttpContext http, Guid session, LineJson body, WorkPractice work, CancellationToken cancellationToken) =>
        Done(await work.EnterAsync(http.User.UserId(), session, body.Line, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> InterruptAsync(HttpContext http, Guid session, WorkPractice work, CancellationToken cancellationToken) =>
        Done(await work.InterruptAsync(http.User.UserId(), session, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndInputAsync(HttpContext http, Guid session, WorkPractice work, CancellationToken cancellationToken) =>
        Done(await work.EndInputAsync(http.User.UserId(), session, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> SaveFileAsync(HttpContext http, Guid session, FileJson body, WorkPractice work, CancellationToken cancellationToken) =>
        Done(await work.SaveFileAsync(http.User.UserId(), session, body.Path, body.Text, cancellationToken));

    private static async Task<Results<Ok<TranscriptJson>, ProblemHttpResult>> TranscriptAsync(HttpContext http, Guid session, long? from, WorkPractice work, CancellationToken cancellationToken)
    {
        if (await work.FindAsync(http.User.UserId(), session, cancellationToken) is not { } bench) return NoBench();
        var terminal = bench.Bench.Terminal;
        var chunks = terminal.Transcript.From(from ?? 0);
        return TypedResults.Ok(new TranscriptJson(
            chunks.Count > 0 ? chunks[^1].End : from ?? 0, terminal.IsBusy, [.. chunks.Select(chunk => new ChunkJson(chunk.Position, PracticePanel.Kind(chunk.Kind), chunk.Job, chunk.Text))]));
    }

    private static async Task<Results<Ok<CompletionsJson>, ProblemHttpResult>> CompleteAsync(HttpContext http, Guid session, CaretJson body, WorkPractice work, CancellationToken cancellationToken)
    {
        if (body.Line is not { Length: <= WorkPractice.LongestLine } line || await work.FindAsync(http.User.UserId(), session, cancellationToken) is not { } bench) return NoBench();
        var found = await bench.Bench.Terminal.CompleteAsync(line, body.Caret, cancellationToken);
        return TypedResults.Ok(new CompletionsJson(found.Start, found.End, [.. found.Items.Select(item => new CompletionJson(item.Text, item.Help, item.Continues))]));
    }

    private static Results<NoContent, ProblemHttpResult> Done(LocalizedText? problem) =>
        problem is null ? TypedResults.NoContent() : ReferenceEquals(problem, WorkPractice.Gone) ? NoBench() : TypedResults.Problem(problem.Shown(), statusCode: 422);

    private static ProblemHttpResult NoBench() => TypedResults.Problem(
        T("이 세션에는 실행 중인 연습 클러스터가 없습니다.", "This session has no practice cluster that runs."), statusCode: 404);
}
