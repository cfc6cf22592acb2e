using System.Globalization;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Quizzes.Json;

/// <summary>Attempts under <c>/api/v1/attempts</c>: the same use cases as the pages. Saving is <see cref="SaveApi"/>.</summary>
internal static class AttemptApi
{
    public static void MapAttemptApi(this IEndpointRouteBuilder api)
    {
        var attempts = api.MapGroup("/attempts").WithTags("attempts");
        attempts.MapGet("", ListAsync).WithSummary("Your attempts, newest first");
        attempts.MapPost("", StartAsync).WithSummary("Start a practice or a chapter quiz; the same id again returns the same attempt");
        attempts.MapGet("{id:guid}", GetAsync).WithSummary("An attempt with its questions and answers; outcomes once they may be told");
        attempts.MapPost("{id:guid}/items/{position:int}/check", CheckAsync).WithSummary("Grade one answer now, in a practice with feedback after each question");
        attempts.MapPost("{id:guid}/submit", SubmitAsync).WithSummary("Submit; submitting again changes nothing");
        attempts.MapPost("{id:guid}/retry", RetryAsync).WithSummary("Start a practice of what was not right");
        SaveApi.Map(attempts);
    }

    /// <param name="Id">Chosen by the client (any UUID); left out, the server chooses.</param>
    /// <param name="Kind"><c>section-practice</c>, <c>chapter-practice</c> or <c>chapter-quiz</c>.</param>
    /// <param name="Scope">Section (<c>4.3</c>) or chapter (<c>4</c>).</param>
    /// <param name="Feedback"><c>each</c> or <c>end</c> (default); a quiz is always <c>end</c>.</param>
    internal sealed record StartJson(Guid? Id, string Kind, string Scope, string? Feedback);

    /// <param name="Id">Id of the new attempt, chosen by the client; left out, the server chooses.</param>
    internal sealed record RetryJson(Guid? Id);

    /// <param name="Attempts">At most 30.</param>
    /// <param name="Before">Value of <c>before</c> for the next page; null on the last.</param>
    internal sealed record ListJson(IReadOnlyList<AttemptSummaryJson> Attempts, string? Before);

    private static async Task<Results<Ok<ListJson>, ProblemHttpResult>> ListAsync(
        HttpContext http, ListAttempts list, string? before, CancellationToken cancellationToken)
    {
        DateTimeOffset? limit = null;
        if (before is not null)
        {
            if (!DateTimeOffset.TryParse(before, CultureInfo.InvariantCulture, out var parsed))
                return Problem(400, T("before는 앞 응답의 before 값이어야 합니다.", "before must be the before of the previous answer."));
            limit = parsed;
        }

        var (attempts, more) = await list.HandleAsync(http.User.UserId(), limit, cancellationToken);
        return TypedResults.Ok(new ListJson(
            [.. attempts.Select(AttemptSummaryJson.Of)], more ? attempts[^1].StartedAt.ToString("O", CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Created<AttemptJson>, ProblemHttpResult>> StartAsync(
        HttpContext http, StartJson body, StartAttempt start, AttemptReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!AttemptNames.TryParse(body.Kind, out var kind))
        {
            string kinds = string.Join(", ", AttemptNames.AllKinds);
            return Problem(400, T($"kind는 {kinds} 중 하나여야 합니다.", $"kind must be one of {kinds}."));
        }

        if (body.Feedback is not (null or "each" or "end")) return Problem(400, T("feedback은 each 또는 end여야 합니다.", "feedback must be each or end."));
        var learner = http.User.UserId();
        var request = new StartAttempt.Request(
            body.Id ?? Guid.CreateVersion7(time.GetUtcNow()), kind, body.Scope, body.Feedback == "each" ? FeedbackTiming.Each : FeedbackTiming.End);
        return await BegunAsync(await start.HandleAsync(learner, request, cancellationToken), learner, reader, cancellationToken);
    }

    private static async Task<Results<Created<AttemptJson>, ProblemHttpResult>> RetryAsync(
        HttpContext http, Guid id, RetryJson? body, RetryWrong retry, AttemptReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        var learner = http.User.UserId();
        var started = await retry.HandleAsync(learner, id, body?.Id ?? Guid.CreateVersion7(time.GetUtcNow()), cancellationToken);
        return started is null ? NoSuchAttempt() : await BegunAsync(started, learner, reader, cancellationToken);
    }

    private static async Task<Results<Created<AttemptJson>, ProblemHttpResult>> BegunAsync(
        StartAttempt.Result started, Guid learner, AttemptReader reader, CancellationToken cancellationToken)
    {
        if (started.Id is not { } id) return Problem(422, started.Refused!);
        // Only an attempt that was there before is read.
        var run = started.Run ?? await reader.FindAsync(learner, id, cancellationToken);
        return TypedResults.Created($"/api/v1/attempts/{id}", AttemptJson.Of(run!));
    }

    private static async Task<Results<Ok<AttemptJson>, ProblemHttpResult>> GetAsync(
        HttpContext http, Guid id, AttemptReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(http.User.UserId(), id, cancellationToken) is { } run ? TypedResults.Ok(AttemptJson.Of(run)) : NoSuchAttempt();

    private static async Task<Results<Ok<ItemJson>, ProblemHttpResult>> CheckAsync(
        HttpContext http, Guid id, int position, CheckAnswer check, AttemptReader reader, CancellationToken cancellationToken)
    {
        var learner = http.User.UserId();
        switch (await check.HandleAsync(learner, id, position, cancellationToken))
        {
            case CheckAnswer.Outcome.Done:
                var run = await reader.FindAsync(learner, id, cancellationToken);
                return TypedResults.Ok(AttemptJson.Of(run!).Items[position - 1]);
            case CheckAnswer.Outcome.NotFound:
                return NoSuchAttempt();
            case CheckAnswer.Outcome.Submitted:
                return AlreadySubmitted();
            case CheckAnswer.Outcome.AtTheEnd:
                return Problem(409, T("이 시도는 제출한 뒤에 정답을 알려 줍니다.", "This attempt tells what is right after it is submitted."));
            case CheckAnswer.Outcome.NothingToCheck:
                return Problem(422, T("채점할 수 있는 답이 없습니다. 먼저 답을 저장하세요.", "There is no answer that can be graded. Save one first."));
            default:
                return Busy();
        }
    }

    private static async Task<Results<Ok<AttemptJson>, ProblemHttpResult>> SubmitAsync(
        HttpContext http, Guid id, SubmitAttempt submit, CancellationToken cancellationToken)
    {
        var (outcome, run) = await submit.HandleAsync(http.User.UserId(), id, cancellationToken);
        return outcome switch
        {
            GradeOutcome.NotFound => NoSuchAttempt(),
            GradeOutcome.Changed => Busy(),
            _ => TypedResults.Ok(AttemptJson.Of(run!)),
        };
    }

    internal static ProblemHttpResult NoSuchAttempt() => Problem(404, T("그런 시도가 없습니다.", "There is no such attempt."));

    internal static ProblemHttpResult AlreadySubmitted() =>
        Problem(409, T("이미 제출한 시도입니다. 답을 더 받지 않습니다.", "The attempt is submitted and takes no more answers."));

    internal static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private static ProblemHttpResult Busy() =>
        Problem(409, T("답이 계속 들어오고 있습니다. 잠시 뒤에 다시 시도하세요.", "Answers keep coming in. Try again in a moment."));
}
