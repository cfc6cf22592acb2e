using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/sign-in", Show);
        site.MapPost("/sign-in", Submit).RequireRateLimiting(RateLimits.SignIn);
        site.MapGet("/sign-in/second-factor", ShowSecondFactor);
        site.MapPost("/sign-in/second-factor", SubmitSecondFactor).RequireRateLimiting(RateLimits.SignIn);
        site.MapPost("/sign-out", (Delegate)SignOutAsync);
    }

    private static Results<RazorComponentResult, RedirectHttpResult> Show(HttpContext http, string? returnUrl) =>
        http.User.HasAccount() ? LocalUrl.Redirect(returnUrl) : Page(new(null, null, false, returnUrl), []);

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> Submit(
        HttpContext http, SignIn signIn, [FromForm] string? email, [FromForm] string? password, [FromForm] string? remember,
        [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        var form = new SignInForm(email, password, remember is not null, returnUrl);
        return await signIn.HandleAsync(http, form, cancellationToken) switch
        {
            SignIn.Outcome.Done => LocalUrl.Redirect(returnUrl),
            SignIn.Outcome.SecondFactor => TypedResults.LocalRedirect(
                $"/sign-in/second-factor?remember={form.Remember}&returnUrl={Uri.EscapeDataString(returnUrl ?? "/")}"),
            SignIn.Outcome.Locked => Page(form, new("", SignInTexts.Locked)),
            _ => Page(form, new("", SignInTexts.WrongPassword)),
        };
    }

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> ShowSecondFactor(
        SecondFactor secondFactor, bool? remember, string? returnUrl) =>
        await secondFactor.IsExpectedAsync() ? SecondFactorView(remember ?? false, returnUrl, []) : LocalUrl.Redirect("/sign-in");

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> SubmitSecondFactor(
        HttpContext http, SecondFactor secondFactor, [FromForm] string? code, [FromForm] bool? remember, [FromForm] string? returnUrl,
        CancellationToken cancellationToken)
    {
        if (!await secondFactor.IsExpectedAsync()) return LocalUrl.Redirect("/sign-in");
        return await secondFactor.HandleAsync(http, code, remember ?? false, cancellationToken) switch
        {
            SignIn.Outcome.Done => LocalUrl.Redirect(returnUrl),
            SignIn.Outcome.Locked => SecondFactorView(remember ?? false, returnUrl, new("", SignInTexts.Locked)),
            _ => SecondFactorView(remember ?? false, returnUrl, new("code", SignInTexts.WrongCode)),
        };
    }

    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext http)
    {
        await SignOut.HandleAsync(http);
        return TypedResults.LocalRedirect("/");
    }

    private static RazorComponentResult Page(SignInForm form, FormErrors errors) =>
        new RazorComponentResult<SignInPage>(new { Form = form, Errors = errors }).WithStatus(errors);

    private static RazorComponentResult SecondFactorView(bool remember, string? returnUrl, FormErrors errors) =>
        new RazorComponentResult<SecondFactorPage>(new { Remember = remember, ReturnUrl = returnUrl, Errors = errors }).WithStatus(errors);
}
