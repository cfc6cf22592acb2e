using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

internal static class AdministratorLinkEndpoints
{
    /// <param name="Code">The end of the link that the server printed at its start.</param>
    internal sealed record CodeJson(string? Code);

    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(AdministratorLink.Path + "{code}", Show).RequireRateLimiting(RateLimits.SignIn);
        site.MapPost(AdministratorLink.Path + "{code}", Use).RequireRateLimiting(RateLimits.SignIn);
    }

    public static void MapApi(IEndpointRouteBuilder api) => api.MapPost("/administrator", PostAsync)
        .RequireAuthorization(AccountPolicies.Account).WithMetadata(TokenScope.BrowserOnly).RequireRateLimiting(RateLimits.SignIn)
        .WithTags("administration").WithSummary("Become the first administrator by the one-time code");

    private static async Task<Results<NoContent, NotFound>> PostAsync(
        HttpContext http, CodeJson body, AdministratorLink link, CancellationToken cancellationToken) =>
        await link.UseAsync(body.Code ?? "", http.User.UserId(), cancellationToken) ? TypedResults.NoContent() : TypedResults.NotFound();

    private static async Task<Results<RazorComponentResult<AdministratorLinkPage>, NotFound>> Show(
        string code, AdministratorLink link, CancellationToken cancellationToken) =>
        await link.IsValidAsync(code, cancellationToken)
            ? new RazorComponentResult<AdministratorLinkPage>(new { Code = code })
            : TypedResults.NotFound();

    private static async Task<Results<RedirectHttpResult, NotFound>> Use(
        HttpContext http, string code, AdministratorLink link, CancellationToken cancellationToken)
    {
        if (!http.User.HasAccount()) return LocalUrl.Redirect(AdministratorLink.Path + code);
        return await link.UseAsync(code, http.User.UserId(), cancellationToken) ? LocalUrl.Redirect("/admin/users") : TypedResults.NotFound();
    }
}
