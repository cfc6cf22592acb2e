using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace KafkaQuiz.Web.Features.Accounts.SigningUp;

internal static class SignUpEndpoints
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/sign-up", Show);
        site.MapPost("/sign-up", Submit).RequireRateLimiting(RateLimits.SignUp);
    }

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> Show(
        HttpContext http, SignUp signUp, string? returnUrl, CancellationToken cancellationToken)
    {
        if (http.User.HasAccount()) return LocalUrl.Redirect(returnUrl);
        return Page(new(null, null, null, returnUrl), [], await signUp.IsOpenAsync(returnUrl, cancellationToken));
    }

    private static async Task<Results<RazorComponentResult, RedirectHttpResult>> Submit(
        HttpContext http, SignUp signUp, [FromForm] string? email, [FromForm] string? name, [FromForm] string? password,
        [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        if (http.User.HasAccount()) return LocalUrl.Redirect(returnUrl);
        var form = new SignUpForm(email, name, password, returnUrl);
        var errors = await signUp.HandleAsync(http, form, cancellationToken);
        return errors.Count == 0 ? LocalUrl.Redirect(returnUrl) : Page(form, errors, isOpen: true);
    }

    private static RazorComponentResult Page(SignUpForm form, FormErrors errors, bool isOpen) =>
        new RazorComponentResult<SignUpPage>(new { Form = form, Errors = errors, IsOpen = isOpen }).WithStatus(errors);
}
