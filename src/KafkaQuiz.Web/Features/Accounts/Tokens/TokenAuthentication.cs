using System.Security.Claims;
using System.Text.Encodings.Web;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KafkaQuiz.Web.Features.Accounts.Tokens;

/// <summary>Authenticates <c>Authorization: Bearer kqp_…</c> under <c>/api</c>.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder,
    KafkaQuizDbContext database, IUserClaimsPrincipalFactory<User> claims, UserManager<User> users)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "token";
    public const string ScopeClaim = "scope";

    /// <summary>Starts every token, so that scanners of leaked secrets know it.</summary>
    public const string Prefix = "kqp_";

    private const string Bearer = "Bearer ";
    private static readonly TimeSpan UseIsWrittenEvery = TimeSpan.FromMinutes(10);

    /// <summary>True for a request that this scheme, not the cookie, must answer for.</summary>
    public static bool Concerns(HttpRequest request) =>
        request.Path.StartsWithSegments("/api")
        && request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Concerns(Request)) return AuthenticateResult.NoResult();
        var hash = Secret.Hash(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim());
        var now = TimeProvider.GetUtcNow();
        var token = await database.Set<PersonalAccessToken>().AsNoTracking()
            .SingleOrDefaultAsync(token => token.Hash == hash, Context.RequestAborted);
        if (token is null || token.RevokedAt is not null || token.ExpiresAt <= now)
            return AuthenticateResult.Fail("The token is unknown, expired or revoked.");
        if (await users.FindByIdAsync(token.UserId.ToString()) is not { } user || await users.IsLockedOutAsync(user))
            return AuthenticateResult.Fail("The owner may not sign in.");

        if (token.LastUsedAt is null || now - token.LastUsedAt > UseIsWrittenEvery)
        {
            await database.Set<PersonalAccessToken>().Where(used => used.Id == token.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(used => used.LastUsedAt, now), Context.RequestAborted);
        }

        var principal = await claims.CreateAsync(user);
        var scopes = token.Scopes.Split(' ');
        // Without the admin scope a token acts as a learner, whatever its owner is.
        var kept = principal.Claims.Where(claim => claim.Type != ClaimTypes.Role || scopes.Contains(TokenScope.Admin));
        var identity = new ClaimsIdentity(
            [.. kept, .. scopes.Select(scope => new Claim(ScopeClaim, scope))], SchemeName, ClaimTypes.Name, ClaimTypes.Role);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
