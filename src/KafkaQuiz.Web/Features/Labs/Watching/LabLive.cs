using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Labs.Pages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace KafkaQuiz.Web.Features.Labs.Watching;

/// <summary>Live ticks of the lab page: the task list as HTML, by server-sent events, whenever a verdict changes.</summary>
internal static class LabLive
{
    public static void MapLiveRoute(this IEndpointRouteBuilder site) =>
        site.MapGet("/labs/sessions/{session:guid}/live", HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        HttpContext http, Guid session, LabSessions sessions, LabWatches watches, HtmlRenderer renderer, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner || await sessions.FindAsync(learner, session, cancellationToken) is not { } run)
            return TypedResults.NotFound();
        // A proxy that gathers an answer before it passes it on would hold the ticks back.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(RenderAsync(renderer, run.Lab, watches.WatchAsync(session, cancellationToken), cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> RenderAsync(
        HtmlRenderer renderer, Lab lab, IAsyncEnumerable<LabVerdict> verdicts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var verdict in verdicts.WithCancellation(cancellationToken))
        {
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(TaskList.Lab)] = lab, [nameof(TaskList.Verdict)] = verdict });
            var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TaskList>(parameters)).ToHtmlString());
            yield return new SseItem<string>(html, "tasks");
        }
    }
}
