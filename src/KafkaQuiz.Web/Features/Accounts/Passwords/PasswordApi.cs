using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

internal static class PasswordApi
{
    internal sealed record ForgotJson(string? Email);

    /// <param name="Current">The password in use.</param>
    /// <param name="New">8 to 256 characters, none of the common ones.</param>
    internal sealed record ChangeJson(string? Current, string? New);

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var passwords = api.MapGroup("").WithMetadata(TokenScope.BrowserOnly).WithTags("passwords");
        passwords.MapPost("/password/forgot", ForgotAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Mail a link for a new password; the answer does not tell whether the address has an account");
        passwords.MapPost("/password/reset", ResetAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Set a password with user and code of the mailed link; all sessions end");
        passwords.MapPut("/me/password", ChangeAsync).RequireAuthorization(AccountPolicies.Account)
            .WithSummary("Change the password; all other sessions end");
    }

    private static async Task<Accepted> ForgotAsync(HttpContext http, ForgotJson body, ForgotPassword forgot)
    {
        await forgot.HandleAsync(http, body.Email);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<NoContent, ValidationProblem>> ResetAsync(
        ResetPasswordForm body, ResetPassword reset, CancellationToken cancellationToken)
    {
        var errors = await reset.HandleAsync(body, cancellationToken);
        return errors.Count == 0 ? TypedResults.NoContent() : errors.ToProblem();
    }

    private static async Task<Results<NoContent, ValidationProblem>> ChangeAsync(
        HttpContext http, ChangeJson body, ChangePassword change, CancellationToken cancellationToken)
    {
        var errors = await change.HandleAsync(http, body.Current, body.New, cancellationToken);
        return errors.Count == 0 ? TypedResults.NoContent() : errors.ToProblem();
    }
}
