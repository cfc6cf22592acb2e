using System.Globalization;
using KafkaQuiz.Assessment.Grading;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Course;
using KafkaQuiz.Web.Features.Quizzes.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes.Pages;

/// <summary>The pages of an attempt: take it, review it, read its result; and the history.</summary>
internal static class AttemptPages
{
    public static void MapAttemptPages(this IEndpointRouteBuilder site)
    {
        var pages = site.MapGroup("/attempts").ExcludeFromDescription();
        pages.MapGet("", ListAsync);
        pages.MapGet("{id:guid}", ShowAsync);
        pages.MapGet("{id:guid}/review", ReviewAsync);
        pages.MapPost("", StartAsync);
        pages.MapPost("{id:guid}", AnswerAsync);
        pages.MapPost("{id:guid}/retry", RetryAsync);
    }

    /// <summary>Address of an attempt, at a question where one is named.</summary>
    public static string Address(Guid id, int? position = null) => position is null ? $"/attempts/{id}" : $"/attempts/{id}?q={position}";

    // To the question itself: whoever uses the keyboard goes on there, not at the top of the page.
    private static string Card(int? position) => position is { } at ? "#" + QuestionForm.CardId(at) : "";

    private static async Task<IResult> ListAsync(HttpContext http, string? before, ListAttempts list, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner)
            return new RazorComponentResult<History>(new { Attempts = Array.Empty<Attempt>() });
        DateTimeOffset? limit = DateTimeOffset.TryParse(before, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        var (attempts, more) = await list.HandleAsync(learner, limit, cancellationToken);
        return new RazorComponentResult<History>(new
        {
            Attempts = attempts,
            Older = more ? attempts[^1].StartedAt.ToString("O", CultureInfo.InvariantCulture) : null,
        });
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, Guid id, int? q, string? check, AttemptReader reader, CurrentCourse course, TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner || await reader.FindAsync(learner, id, cancellationToken) is not { } run)
            return TypedResults.NotFound();
        if (run.IsSubmitted)
            return new RazorComponentResult<AttemptResult>(new
            {
                Run = run,
                Pass = course.Content.Course.Completion.ChapterPass,
                NewId = Guid.CreateVersion7(time.GetUtcNow()),
            });

        // Feedback after each question needs one question a page; elsewhere the learner chooses.
        int? one = q is { } asked && asked >= 1 && asked <= run.Items.Count ? asked : null;
        if (one is null && run.Attempt.Feedback == FeedbackTiming.Each)
            one = run.Items.FirstOrDefault(item => item.Grade is null)?.Position ?? run.Items.Count;
        return new RazorComponentResult<RunningAttempt>(new
        {
            Run = run,
            One = one,
            Problem = check is not null && one is { } at ? ProblemOf(run.Items[at - 1]) : null,
        });
    }

    private static string? ProblemOf(RunItem item)
    {
        if (item.Grade is not null) return null;
        var judged = item.Judge();
        return judged.Status switch
        {
            GradeStatus.Unanswered => T("먼저 답해 주세요.", "Answer first."),
            GradeStatus.Invalid => judged.Problem is { } problem ? T(problem.Ko, problem.En) : null,
            _ => T("답이 계속 바뀌고 있습니다. 잠시 뒤에 다시 눌러 주세요.", "The answer keeps changing. Try again in a moment."),
        };
    }

    private static async Task<IResult> ReviewAsync(HttpContext http, Guid id, AttemptReader reader, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner || await reader.FindAsync(learner, id, cancellationToken) is not { } run)
            return TypedResults.NotFound();
        return run.IsSubmitted ? TypedResults.LocalRedirect(Address(id)) : new RazorComponentResult<ReviewAttempt>(new { Run = run });
    }

    private static async Task<IResult> StartAsync(
        HttpContext http, IFormCollection form, Guests guests, StartAttempt start, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<AttemptKind>(form["kind"], out var kind)) return TypedResults.BadRequest();
        var feedback = Enum.TryParse<FeedbackTiming>(form["feedback"], out var chosen) ? chosen : FeedbackTiming.End;
        var id = Guid.TryParse(form["id"], out var given) ? given : Guid.CreateVersion7(time.GetUtcNow());
        if (await guests.EnsureUserAsync(http) is not { } learner) return TypedResults.LocalRedirect("/sign-in?returnUrl=/");
        var started = await start.HandleAsync(learner, new(id, kind, form["scope"].ToString(), feedback), cancellationToken);
        return Begun(started);
    }

    private static async Task<IResult> RetryAsync(
        HttpContext http, Guid id, IFormCollection form, RetryWrong retry, TimeProvider time, CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner) return TypedResults.NotFound();
        var newId = Guid.TryParse(form["id"], out var given) ? given : Guid.CreateVersion7(time.GetUtcNow());
        return await retry.HandleAsync(learner, id, newId, cancellationToken) is { } started ? Begun(started) : TypedResults.NotFound();
    }

    private static IResult Begun(StartAttempt.Result started) => started.Id is { } id
        ? See(Address(id))
        : new RazorComponentResult<NotStarted>(new { Why = started.Refused }) { StatusCode = StatusCodes.Status422UnprocessableEntity };

    /// <summary>The one form of a running attempt: saves what the page holds, then does what the pressed button says.</summary>
    private static async Task<IResult> AnswerAsync(
        HttpContext http, Guid id, IFormCollection form, AttemptReader reader, SaveResponses save, CheckAnswer check, SubmitAttempt submit,
        CancellationToken cancellationToken)
    {
        if (http.User.FindUserId() is not { } learner || await reader.FindAsync(learner, id, cancellationToken) is not { } run)
            return TypedResults.NotFound();
        if (!run.IsSubmitted && QuestionForm.Changes(form, run) is { Count: > 0 } changes)
        {
            var saved = await save.HandleAsync(learner, id, changes, cancellationToken);
            // Another window was quicker with the same number: what was typed here is newer, so it follows.
            var again = saved.Responses.Zip(changes).Where(pair => pair.First.Result == ItemSave.Conflict).Select(pair => pair.Second with { Sequence = null }).ToList();
            if (again.Count > 0) await save.HandleAsync(learner, id, again, cancellationToken);
        }

        var (action, position) = Action(form["action"].ToString());
        switch (action)
        {
            case "go":
                return See(Address(id, position) + Card(position));
            case "check" when position is { } at:
                return See(Address(id, at) + (await check.HandleAsync(learner, id, at, cancellationToken) == CheckAnswer.Outcome.Done ? "" : "&check=1") + Card(at));
            case "review":
                return See($"/attempts/{id}/review");
            case "submit":
                return (await submit.HandleAsync(learner, id, cancellationToken)).Outcome == GradeOutcome.Changed ? See($"/attempts/{id}/review") : See(Address(id));
            default:
                return See(Address(id));
        }
    }

    private static (string Action, int? Position) Action(string pressed)
    {
        var parts = pressed.Split(':', 2);
        return (parts[0], parts.Length == 2 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out int position) ? position : null);
    }

    // 303: the browser reads the next page with GET, so that going back or reloading sends no form again.
    private static SeeOther See(string address) => new(address);

    private sealed class SeeOther(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}
