using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Features.Accounts.Administration;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.SigningUp;

internal static class SignUpApi
{
    /// <param name="AdministratorCode">The code of the administrator's link, which opens a registration that is closed; else left out.</param>
    internal sealed record SignUpJson(string? Email, string? Name, string? Password, string? AdministratorCode);

    public static void MapApi(IEndpointRouteBuilder api) => api.MapPost("/sign-up", SignUpAsync).AllowAnonymous()
        .WithMetadata(TokenScope.BrowserOnly).RequireRateLimiting(RateLimits.SignUp).WithTags("session")
        .WithSummary("Make an account and sign in with it; a guest's work becomes the account's").ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Created, ValidationProblem, ProblemHttpResult>> SignUpAsync(
        HttpContext http, SignUpJson body, SignUp signUp, CancellationToken cancellationToken)
    {
        if (http.User.HasAccount())
            return TypedResults.Problem(T("이미 로그인되어 있습니다. 먼저 로그아웃하세요.", "You are signed in. Sign out first."), statusCode: StatusCodes.Status409Conflict);
        var from = body.AdministratorCode is { } code ? AdministratorLink.Path + code : null;
        var errors = await signUp.HandleAsync(http, new(body.Email, body.Name, body.Password, from), cancellationToken);
        return errors.Count == 0 ? TypedResults.Created("/api/v1/me") : errors.ToProblem();
    }
}
