using KafkaQuiz.Web.Api;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.TwoFactor;

internal static class TwoFactorApi
{
    /// <param name="Password">The current one.</param>
    internal sealed record PasswordJson(string? Password);

    /// <param name="Password">The current one.</param>
    /// <param name="Code">What the authenticator app shows for the key.</param>
    internal sealed record TurnOnJson(string? Password, string? Code);

    /// <param name="RecoveryCodes">Shown here and never again; each signs in once.</param>
    internal sealed record CodesJson(IReadOnlyList<string> RecoveryCodes);

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/me/two-factor").RequireAuthorization(AccountPolicies.Account)
            .WithMetadata(TokenScope.BrowserOnly).WithTags("second factor");
        own.MapGet("", async (HttpContext http, AuthenticatorApp app) => TypedResults.Ok(await app.ShowAsync(http)))
            .WithSummary("Whether it is on; else the key for an authenticator app");
        own.MapPost("", TurnOnAsync).WithSummary("Turn it on; answers the recovery codes");
        own.MapPost("/off", TurnOffAsync).WithSummary("Turn it off");
        own.MapPost("/recovery-codes", RenewCodesAsync).WithSummary("Make new recovery codes; the old ones stop working");
    }

    private static async Task<Results<Ok<CodesJson>, ValidationProblem>> TurnOnAsync(
        HttpContext http, TurnOnJson body, AuthenticatorApp app, CancellationToken cancellationToken) =>
        Answer(await app.TurnOnAsync(http, body.Password, body.Code, cancellationToken));

    private static async Task<Results<NoContent, ValidationProblem>> TurnOffAsync(
        HttpContext http, PasswordJson body, AuthenticatorApp app, CancellationToken cancellationToken)
    {
        var errors = await app.TurnOffAsync(http, body.Password, cancellationToken);
        return errors.Count == 0 ? TypedResults.NoContent() : errors.ToProblem();
    }

    private static async Task<Results<Ok<CodesJson>, ValidationProblem>> RenewCodesAsync(
        HttpContext http, PasswordJson body, AuthenticatorApp app, CancellationToken cancellationToken) =>
        Answer(await app.RenewCodesAsync(http, body.Password, cancellationToken));

    private static Results<Ok<CodesJson>, ValidationProblem> Answer((IReadOnlyList<string>? Codes, FormErrors Errors) outcome) =>
        outcome.Errors.Count == 0 ? TypedResults.Ok(new CodesJson(outcome.Codes ?? [])) : outcome.Errors.ToProblem();
}
