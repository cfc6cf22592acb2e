using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

internal static class PasswordEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/password/forgot", (bool? sent) => new RazorComponentResult<ForgotPasswordPage>(new { Sent = sent ?? false }));
        site.MapPost("/password/forgot", Forgot).RequireRateLimiting(RateLimits.SignIn);
        site.MapGet("/password/reset", (string? user, string? code) => Page(new(user, code, null), []));
        site.MapPost("/password/reset", Reset).RequireRateLimiting(RateLimits.SignIn);
    }

    private static async Task<RedirectHttpResult> Forgot(HttpContext http, ForgotPassword forgot, [FromForm] string? email)
    {
        await forgot.HandleAsync(http, email);
        return TypedResults.LocalRedirect("/password/forgot?sent=true");
    }

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> Reset(
        ResetPassword reset, [FromForm] string? user, [FromForm] string? code, [FromForm] string? password,
        CancellationToken cancellationToken)
    {
        var form = new ResetPasswordForm(user, code, password);
        var errors = await reset.HandleAsync(form, cancellationToken);
        return errors.Count == 0 ? TypedResults.LocalRedirect("/sign-in") : Page(form, errors);
    }

    private static RazorComponentResult Page(ResetPasswordForm form, FormErrors errors) =>
        new RazorComponentResult<ResetPasswordPage>(new { Form = form, Errors = errors }).WithStatus(errors);
}
