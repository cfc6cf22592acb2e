using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Features.Accounts.TwoFactor;

internal static class TwoFactorEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        var pages = site.MapGroup("/account/two-factor").RequireAuthorization(AccountPolicies.Account);
        pages.MapGet("", async (HttpContext http, AuthenticatorApp app) => await Page(http, app, null, []));
        pages.MapPost("", TurnOn);
        pages.MapPost("/off", TurnOff);
        pages.MapPost("/recovery-codes", RenewCodes);
    }

    private static async Task<RazorComponentResult> TurnOn(
        HttpContext http, AuthenticatorApp app, [FromForm] string? password, [FromForm] string? code, CancellationToken cancellationToken)
    {
        var (codes, errors) = await app.TurnOnAsync(http, password, code, cancellationToken);
        return await Page(http, app, codes, errors);
    }

    private static async Task<RazorComponentResult> TurnOff(
        HttpContext http, AuthenticatorApp app, [FromForm] string? password, CancellationToken cancellationToken) =>
        await Page(http, app, null, await app.TurnOffAsync(http, password, cancellationToken));

    private static async Task<RazorComponentResult> RenewCodes(
        HttpContext http, AuthenticatorApp app, [FromForm] string? password, CancellationToken cancellationToken)
    {
        var (codes, errors) = await app.RenewCodesAsync(http, password, cancellationToken);
        return await Page(http, app, codes, errors);
    }

    private static async Task<RazorComponentResult> Page(
        HttpContext http, AuthenticatorApp app, IReadOnlyList<string>? codes, FormErrors errors) =>
        new RazorComponentResult<TwoFactorPage>(new { Authenticator = await app.ShowAsync(http), Codes = codes, Errors = errors }).WithStatus(errors);
}
