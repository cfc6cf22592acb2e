using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

internal static class AccountApi
{
    /// <param name="Id">Of the user.</param>
    /// <param name="Email">Null for a guest.</param>
    /// <param name="Role">The strongest: learner, instructor or administrator.</param>
    internal sealed record Me(Guid Id, string Name, string? Email, bool IsGuest, string Role);

    internal sealed record NewName(string? Name);

    /// <param name="Current">True for the session of this request.</param>
    internal sealed record Session(Guid Id, string Browser, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool Current);

    /// <param name="Email">The account's address, to confirm.</param>
    /// <param name="Password">The current one.</param>
    internal sealed record DeleteJson(string? Email, string? Password);

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").WithTags("account");
        me.MapGet("", ShowMe).WithSummary("Who you are, guests too");
        me.MapGet("/export", async (HttpContext http, ExportAccount export, CancellationToken cancellationToken) =>
            TypedResults.Ok(await export.HandleAsync(http.User.UserId(), cancellationToken)))
            .RequireRateLimiting(RateLimits.Costly).WithSummary("Everything that is kept about you");

        var account = me.MapGroup("").RequireAuthorization(AccountPolicies.Account);
        account.MapPut("/name", PutName).WithSummary("Change the name that others see");
        account.MapGet("/sessions", Sessions).WithSummary("Browsers that are signed in, the latest first");
        var browser = account.MapGroup("").WithMetadata(TokenScope.BrowserOnly);
        browser.MapDelete("/sessions/{id:guid}", EndSession).WithSummary("Sign one browser out");
        browser.MapPost("/sessions/end-others", EndOtherSessions).WithSummary("Sign all other browsers out");
        browser.MapPost("/delete", Delete).WithSummary("Delete the account with everything that belongs to it, for good");
    }

    private static async Task<Ok<Me>> ShowMe(HttpContext http, AccountOverview overview, CancellationToken cancellationToken)
    {
        var user = (await overview.HandleAsync(http, cancellationToken)).User;
        var role = http.User.IsAdministrator() ? Roles.Administrator : http.User.IsInstructor() ? Roles.Instructor : Roles.Learner;
        return TypedResults.Ok(new Me(user.Id, user.DisplayName, user.Email, user.IsGuest, role));
    }

    private static async Task<Results<NoContent, ValidationProblem>> PutName(
        HttpContext http, NewName body, ChangeName change, CancellationToken cancellationToken)
    {
        var errors = await change.HandleAsync(http.User.UserId(), body.Name, cancellationToken);
        return errors.Count == 0 ? TypedResults.NoContent() : errors.ToProblem();
    }

    private static async Task<Ok<List<Session>>> Sessions(HttpContext http, UserSessions sessions, CancellationToken cancellationToken) =>
        TypedResults.Ok((await sessions.ListAsync(http.User.UserId(), cancellationToken)).ConvertAll(session => new Session(
            session.Id, session.Browser, session.CreatedAt, session.LastSeenAt, session.Id == http.User.FindSessionId())));

    private static async Task<Results<NoContent, NotFound>> EndSession(
        HttpContext http, Guid id, UserSessions sessions, CancellationToken cancellationToken) =>
        await sessions.EndAsync(http.User.UserId(), id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<NoContent> EndOtherSessions(HttpContext http, UserSessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(http.User.UserId(), http.User.FindSessionId(), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem>> Delete(
        HttpContext http, DeleteJson body, DeleteAccount delete, CancellationToken cancellationToken)
    {
        var errors = await delete.HandleAsync(http, body.Password, body.Email, cancellationToken);
        return errors.Count == 0 ? TypedResults.NoContent() : errors.ToProblem("delete-");
    }
}
