using KafkaQuiz.Web.Features.Accounts.Passwords;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

internal static class AccountEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        var account = site.MapGroup("/account").RequireAuthorization(AccountPolicies.Account);
        account.MapGet("", async (HttpContext http, AccountOverview overview, string? done, CancellationToken cancellationToken) =>
            await Page(http, overview, [], done, cancellationToken));
        account.MapPost("/name", async (
            HttpContext http, ChangeName change, AccountOverview overview, [FromForm] string? name, CancellationToken cancellationToken) =>
            await After(http, overview, await change.HandleAsync(http.User.UserId(), name, cancellationToken), "name", cancellationToken));
        account.MapPost("/password", async (
            HttpContext http, ChangePassword change, AccountOverview overview, [FromForm] string? current, [FromForm(Name = "new")] string? newPassword,
            CancellationToken cancellationToken) =>
            await After(http, overview, await change.HandleAsync(http, current, newPassword, cancellationToken), "password", cancellationToken));
        account.MapPost("/sessions/{id:guid}/end", async (
            HttpContext http, Guid id, UserSessions sessions, CancellationToken cancellationToken) =>
            await sessions.EndAsync(http.User.UserId(), id, cancellationToken) ? LocalUrl.Redirect("/account") : Results.NotFound());
        account.MapPost("/sessions/end-others", async (HttpContext http, UserSessions sessions, CancellationToken cancellationToken) =>
        {
            await sessions.EndAllAsync(http.User.UserId(), http.User.FindSessionId(), cancellationToken);
            return TypedResults.LocalRedirect("/account?done=sessions");
        });
        account.MapGet("/export", async (HttpContext http, ExportAccount export, CancellationToken cancellationToken) =>
        {
            http.Response.Headers.ContentDisposition = "attachment; filename=\"kafkaquiz.json\"";
            return TypedResults.Ok(await export.HandleAsync(http.User.UserId(), cancellationToken));
        }).RequireRateLimiting(RateLimits.Costly);
        account.MapPost("/delete", Delete);
    }

    public static async Task<RazorComponentResult> Page(
        HttpContext http, AccountOverview overview, FormErrors errors, string? done, CancellationToken cancellationToken) =>
        new RazorComponentResult<AccountPage>(new { View = await overview.HandleAsync(http, cancellationToken), Errors = errors, Done = done })
            .WithStatus(errors);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> After(
        HttpContext http, AccountOverview overview, FormErrors errors, string done, CancellationToken cancellationToken) =>
        errors.Count == 0
            ? TypedResults.LocalRedirect("/account?done=" + done)
            : await Page(http, overview, errors, null, cancellationToken);

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> Delete(
        HttpContext http, DeleteAccount delete, AccountOverview overview, [FromForm] string? password, [FromForm] string? email,
        CancellationToken cancellationToken)
    {
        var errors = await delete.HandleAsync(http, password, email, cancellationToken);
        return errors.Count == 0 ? TypedResults.LocalRedirect("/") : await Page(http, overview, errors, null, cancellationToken);
    }
}
