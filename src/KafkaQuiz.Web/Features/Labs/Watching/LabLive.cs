using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Labs.Pages;
using KafkaQuiz.Web.Features.Labs.Practice;

namespace KafkaQuiz.Web.Features.Labs.Watching;

/// <summary>Live ticks of the lab page: the task list as HTML, by server-sent events, whenever a verdict changes.</summary>
internal static class LabLive
{
    public static void MapLiveRoute(this IEndpointRouteBuilder site) =>
        site.MapGet("/labs/sessions/{session:guid}/live", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext http, Guid session, long? from, LabSessions sessions, LabWatches watches, PracticeBenches benches, TimeProvider time, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner || await sessions.FindAsync(learner, session, cancellationToken) is not { } run)
            return TypedResults.NotFound();
        // A proxy that gathers an answer before it passes it on would hold the ticks back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var ticks = RenderAsync(http.RequestServices, run.Lab, watches.WatchAsync(session, cancellationToken), cancellationToken);
        if (!run.Session.IsPractice || !benches.Has(session)) return TypedResults.ServerSentEvents(ticks);
        if (await benches.FindAsync(session, makesRoom: false, cancellationToken) is not { } bench)
            return TypedResults.ServerSentEvents(MergeAsync([ticks, UntilAwakeAsync(benches, session, time, cancellationToken)], cancellationToken));
        var position = long.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : from ?? 0;
        var path = $"{LabPages.Address(run.Session.LabId)}/sessions/{session}";
        return TypedResults.ServerSentEvents(MergeAsync(
            [ticks, PracticeStream.PicturesAsync(bench, path, http.RequestServices, cancellationToken), PracticeStream.TerminalAsync(bench, position, cancellationToken)], cancellationToken));
    }

    /// <summary>Nothing, until the learner comes back to a bench that sleeps as they work at others: then the page connects again.</summary>
    private static async IAsyncEnumerable<SseItem<string>> UntilAwakeAsync(PracticeBenches benches, Guid session, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!benches.IsAwake(session)) await Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken);
        yield break;
    }

    /// <summary>One connection for all that a page is told: browsers allow few. With the first stream that ends the page connects again.</summary>
    private static async IAsyncEnumerable<SseItem<string>> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<SseItem<string>>> streams, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<SseItem<string>>(16);
        var producers = Task.WhenAll(streams.Select(stream => PassOnAsync(stream, channel.Writer, end.Token)));
        try
        {
            await foreach (var item in channel.Reader.ReadAllAsync(cancellationToken)) yield return item;
        }
        finally
        {
            await end.CancelAsync();
            await producers;
        }
    }

    private static async Task PassOnAsync(IAsyncEnumerable<SseItem<string>> stream, ChannelWriter<SseItem<string>> to, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var item in stream.WithCancellation(cancellationToken)) await to.WriteAsync(item, cancellationToken);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or ChannelClosedException or InvalidOperationException)
        {
            // The page was closed, or the practice cluster has ended.
        }
        finally
        {
            to.TryComplete();
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> RenderAsync(
        IServiceProvider services, Lab lab, IAsyncEnumerable<LabVerdict> verdicts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var verdict in verdicts.WithCancellation(cancellationToken))
        {
            yield return new SseItem<string>(await Fragment.RenderAsync<TaskList>(services, (nameof(TaskList.Lab), lab), (nameof(TaskList.Verdict), verdict)), "tasks");
        }
    }
}
