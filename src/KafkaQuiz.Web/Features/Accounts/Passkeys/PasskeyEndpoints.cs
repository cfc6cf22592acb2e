using KafkaQuiz.Web.Features.Accounts.Profile;
using KafkaQuiz.Web.Features.Accounts.SigningIn;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Features.Accounts.Passkeys;

/// <summary>js/passkeys.js fetches the options, asks the authenticator, and submits its answer as an ordinary form.</summary>
internal static class PasskeyEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapPost("/passkeys/sign-in-options", async (UserPasskeys passkeys) => Json(await passkeys.RequestOptionsAsync()))
            .RequireRateLimiting(RateLimits.SignIn);
        site.MapPost("/passkeys/sign-in", SignIn).RequireRateLimiting(RateLimits.SignIn);

        var own = site.MapGroup("/account/passkeys").RequireAuthorization(AccountPolicies.Account);
        own.MapPost("/options", async (HttpContext http, UserPasskeys passkeys) => Json(await passkeys.CreationOptionsAsync(http)));
        own.MapPost("", Add);
        own.MapPost("/{id}/remove", Remove);
    }

    private static ContentHttpResult Json(string options) => TypedResults.Content(options, "application/json");

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> SignIn(
        HttpContext http, UserPasskeys passkeys, [FromForm] string? credential, [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        if (await passkeys.SignInAsync(http, credential, cancellationToken)) return LocalUrl.Redirect(returnUrl);
        var errors = new FormErrors("", SignInTexts.PasskeyRefused);
        return new RazorComponentResult<SignInPage>(new { Form = new SignInForm(null, null, false, returnUrl), Errors = errors }).WithStatus(errors);
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult>> Add(
        HttpContext http, UserPasskeys passkeys, AccountOverview overview, [FromForm] string? credential, [FromForm] string? name,
        [FromForm] string? password, CancellationToken cancellationToken)
    {
        var errors = await passkeys.AddAsync(http, credential, name, password);
        return errors.Count == 0
            ? TypedResults.LocalRedirect("/account?done=passkey")
            : await AccountEndpoints.Page(http, overview, errors, null, cancellationToken);
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> Remove(HttpContext http, string id, UserPasskeys passkeys) =>
        await passkeys.RemoveAsync(http, id) ? TypedResults.LocalRedirect("/account") : TypedResults.NotFound();
}
