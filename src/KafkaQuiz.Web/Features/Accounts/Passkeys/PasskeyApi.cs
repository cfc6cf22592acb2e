using System.Text.Json;
using KafkaQuiz.Web.Api;
using KafkaQuiz.Web.Features.Accounts.Profile;
using KafkaQuiz.Web.Features.Accounts.SigningIn;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Http.HttpResults;

namespace KafkaQuiz.Web.Features.Accounts.Passkeys;

/// <summary>Passkeys for a client that can reach an authenticator: options, its answer, the list.</summary>
internal static class PasskeyApi
{
    /// <param name="Credential">What <c>credential.toJSON()</c> gave (WebAuthn Level 3), as an object.</param>
    internal sealed record SignInJson(JsonElement? Credential);

    /// <param name="Credential">What <c>credential.toJSON()</c> gave (WebAuthn Level 3), as an object.</param>
    /// <param name="Name">1 to 60 characters, for the list.</param>
    /// <param name="Password">The current one.</param>
    internal sealed record NewPasskeyJson(JsonElement? Credential, string? Name, string? Password);

    /// <param name="Id">Of the credential, hexadecimal.</param>
    internal sealed record PasskeyJson(string Id, string Name, DateTimeOffset CreatedAt);

    public static void MapApi(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/passkeys").AllowAnonymous().WithMetadata(TokenScope.BrowserOnly)
            .RequireRateLimiting(RateLimits.SignIn).WithTags("passkeys");
        session.MapPost("/sign-in-options", async (UserPasskeys passkeys) => Options(await passkeys.RequestOptionsAsync()))
            .WithSummary("Options for navigator.credentials.get").Produces<JsonElement>();
        session.MapPost("/sign-in", SignInAsync).WithSummary("Sign in with a passkey, which stands for both factors")
            .ProducesProblem(StatusCodes.Status401Unauthorized);

        var own = api.MapGroup("/me/passkeys").RequireAuthorization(AccountPolicies.Account).WithTags("passkeys");
        own.MapGet("", ListAsync).WithSummary("Your passkeys");
        var changes = own.MapGroup("").WithMetadata(TokenScope.BrowserOnly);
        changes.MapPost("/options", async (HttpContext http, UserPasskeys passkeys) => Options(await passkeys.CreationOptionsAsync(http)))
            .WithSummary("Options for navigator.credentials.create").Produces<JsonElement>();
        changes.MapPost("", AddAsync).WithSummary("Register a passkey");
        changes.MapDelete("/{id}", RemoveAsync).WithSummary("Remove a passkey");
    }

    private static ContentHttpResult Options(string json) => TypedResults.Content(json, "application/json");

    private static async Task<Results<NoContent, ProblemHttpResult>> SignInAsync(
        HttpContext http, SignInJson body, UserPasskeys passkeys, CancellationToken cancellationToken) =>
        await passkeys.SignInAsync(http, body.Credential?.GetRawText(), cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(SignInTexts.PasskeyRefused, statusCode: StatusCodes.Status401Unauthorized);

    private static async Task<Ok<List<PasskeyJson>>> ListAsync(HttpContext http, AccountOverview overview, CancellationToken cancellationToken) =>
        TypedResults.Ok((await overview.HandleAsync(http, cancellationToken)).Passkeys
            .Select(passkey => new PasskeyJson(passkey.Id, passkey.Name, passkey.CreatedAt)).ToList());

    private static async Task<Results<NoContent, ValidationProblem>> AddAsync(HttpContext http, NewPasskeyJson body, UserPasskeys passkeys)
    {
        var errors = await passkeys.AddAsync(http, body.Credential?.GetRawText(), body.Name, body.Password);
        return errors.Count == 0 ? TypedResults.NoContent() : errors.ToProblem("passkey-");
    }

    private static async Task<Results<NoContent, NotFound>> RemoveAsync(HttpContext http, string id, UserPasskeys passkeys) =>
        await passkeys.RemoveAsync(http, id) ? TypedResults.NoContent() : TypedResults.NotFound();
}
