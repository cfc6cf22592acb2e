using System.Globalization;
using KafkaQuiz.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.Tokens;

internal static class TokenEndpoints
{
    /// <param name="Token">Shown here and never again.</param>
    internal sealed record CreatedToken(string Token);

    public static void Map(IEndpointRouteBuilder site)
    {
        var tokens = site.MapGroup("/account/tokens").RequireAuthorization(AccountPolicies.Account);
        tokens.MapGet("", async (HttpContext http, PersonalTokens all, CancellationToken cancellationToken) =>
            await Page(http, all, null, [], cancellationToken));
        tokens.MapPost("", Submit);
        tokens.MapPost("/{id:guid}/revoke", Revoke);
    }

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var tokens = api.MapGroup("/me/tokens").RequireAuthorization(AccountPolicies.Account).WithTags("tokens");
        tokens.MapGet("", async (HttpContext http, PersonalTokens all, CancellationToken cancellationToken) =>
            TypedResults.Ok(await all.ListAsync(http.User.UserId(), cancellationToken))).WithSummary("Your tokens that still count, newest first");
        // A stolen token must not outlive itself.
        tokens.MapPost("", Create).WithMetadata(TokenScope.BrowserOnly).WithSummary("Make a token; it is shown once");
        tokens.MapDelete("/{id:guid}", Delete).WithSummary("Revoke a token");
    }

    private static async Task<RazorComponentResult> Submit(
        HttpContext http, PersonalTokens tokens, IFormCollection form, CancellationToken cancellationToken)
    {
        var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var wanted = new PersonalTokens.NewToken(form["name"], [.. form["scopes"].OfType<string>()], days);
        var (token, errors) = await tokens.CreateAsync(http.User.UserId(), wanted, cancellationToken);
        return await Page(http, tokens, token, errors, cancellationToken);
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> Revoke(
        HttpContext http, Guid id, PersonalTokens tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(http.User.UserId(), id, cancellationToken)
            ? TypedResults.LocalRedirect("/account/tokens")
            : TypedResults.NotFound();

    private static async Task<Results<Created<CreatedToken>, ValidationProblem>> Create(
        HttpContext http, PersonalTokens.NewToken body, PersonalTokens tokens, CancellationToken cancellationToken)
    {
        var (token, errors) = await tokens.CreateAsync(http.User.UserId(), body, cancellationToken);
        return token is null ? errors.ToProblem() : TypedResults.Created("/api/v1/me/tokens", new CreatedToken(token));
    }

    private static async Task<Results<NoContent, NotFound>> Delete(
        HttpContext http, Guid id, PersonalTokens tokens, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(http.User.UserId(), id, cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<RazorComponentResult> Page(
        HttpContext http, PersonalTokens tokens, string? created, FormErrors errors, CancellationToken cancellationToken) =>
        new RazorComponentResult<TokensPage>(new
        {
            Tokens = await tokens.ListAsync(http.User.UserId(), cancellationToken),
            Created = created,
            Errors = errors,
        }).WithStatus(errors);
}
