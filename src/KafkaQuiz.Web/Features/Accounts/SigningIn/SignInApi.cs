using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

/// <summary>
/// Signing in and out by cookie. The anti-forgery token belongs to who is signed in: fetch a new one after each of these calls.
/// </summary>
internal static class SignInApi
{
    /// <param name="Remember">Stay signed in when the browser closes; default false.</param>
    internal sealed record PasswordJson(string? Email, string? Password, bool? Remember);

    /// <param name="Code">Of the authenticator app (six digits), or a recovery code.</param>
    /// <param name="Remember">As in the first step; default false.</param>
    internal sealed record CodeJson(string? Code, bool? Remember);

    /// <param name="SecondFactorNeeded">True: not signed in yet; send the code to <c>sign-in/second-factor</c> with the cookie of this answer.</param>
    internal sealed record SignInJson(bool SecondFactorNeeded);

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("").WithMetadata(TokenScope.BrowserOnly).WithTags("session");
        session.MapPost("/sign-in", SignInAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Sign in with a password; a guest's work goes to the account").ProducesProblem(StatusCodes.Status401Unauthorized);
        session.MapPost("/sign-in/second-factor", SecondFactorAsync).AllowAnonymous().RequireRateLimiting(RateLimits.SignIn)
            .WithSummary("Finish a sign-in with a code").ProducesProblem(StatusCodes.Status401Unauthorized);
        session.MapPost("/sign-out", (Delegate)SignOutAsync).WithSummary("End this session");
    }

    private static async Task<Results<Ok<SignInJson>, ProblemHttpResult>> SignInAsync(
        HttpContext http, PasswordJson body, SignIn signIn, CancellationToken cancellationToken) =>
        await signIn.HandleAsync(http, new(body.Email, body.Password, body.Remember ?? false, null), cancellationToken) switch
        {
            SignIn.Outcome.Done => TypedResults.Ok(new SignInJson(false)),
            SignIn.Outcome.SecondFactor => TypedResults.Ok(new SignInJson(true)),
            SignIn.Outcome.Locked => Refused(SignInTexts.Locked),
            _ => Refused(SignInTexts.WrongPassword),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> SecondFactorAsync(
        HttpContext http, CodeJson body, SecondFactor secondFactor, CancellationToken cancellationToken)
    {
        if (!await secondFactor.IsExpectedAsync()) return Refused(SignInTexts.PasswordFirst);
        return await secondFactor.HandleAsync(http, body.Code, body.Remember ?? false, cancellationToken) switch
        {
            SignIn.Outcome.Done => TypedResults.NoContent(),
            SignIn.Outcome.Locked => Refused(SignInTexts.Locked),
            _ => Refused(SignInTexts.WrongCode),
        };
    }

    private static async Task<NoContent> SignOutAsync(HttpContext http)
    {
        await SignOut.HandleAsync(http);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(string why) => TypedResults.Problem(why, statusCode: StatusCodes.Status401Unauthorized);
}
