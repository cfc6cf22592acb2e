using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

internal static class AdministratorLinkEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet(AdministratorLink.Path + "{code}", Show).RequireRateLimiting(RateLimits.SignIn);
        site.MapPost(AdministratorLink.Path + "{code}", Use).RequireRateLimiting(RateLimits.SignIn);
    }

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
