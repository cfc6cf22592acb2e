using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/sign-in", Show);
        site.MapPost("/sign-in", Submit).RequireRateLimiting(RateLimits.SignIn);
        site.MapGet("/sign-in/second-factor", ShowSecondFactor);
        site.MapPost("/sign-in/second-factor", SubmitSecondFactor).RequireRateLimiting(RateLimits.SignIn);
        site.MapPost("/sign-out", (Delegate)SignOut);
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
            SignIn.Outcome.Locked => Page(form, new("", LockedText)),
            _ => Page(form, new("", T("이메일이나 비밀번호가 맞지 않습니다.", "The e-mail address or the password is not right."))),
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
            SignIn.Outcome.Locked => SecondFactorView(remember ?? false, returnUrl, new("", LockedText)),
            _ => SecondFactorView(remember ?? false, returnUrl, new("code", T(
                "코드가 맞지 않거나 이미 쓴 코드입니다. 앱에 새로 나온 코드를 적어 주세요.",
                "The code is wrong or was used already. Enter the one that the app shows now."))),
        };
    }

    private static async Task<RedirectHttpResult> SignOut(HttpContext http)
    {
        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return TypedResults.LocalRedirect("/");
    }

    private static string LockedText => T(
        "여러 번 틀려서 잠시 잠겼습니다. 10분 뒤에 다시 시도하거나 비밀번호를 다시 정하세요.",
        "Locked after too many wrong tries. Try again in ten minutes, or set a new password.");

    private static RazorComponentResult Page(SignInForm form, FormErrors errors) =>
        new RazorComponentResult<SignInPage>(new { Form = form, Errors = errors }).WithStatus(errors);

    private static RazorComponentResult SecondFactorView(bool remember, string? returnUrl, FormErrors errors) =>
        new RazorComponentResult<SecondFactorPage>(new { Remember = remember, ReturnUrl = returnUrl, Errors = errors }).WithStatus(errors);
}
