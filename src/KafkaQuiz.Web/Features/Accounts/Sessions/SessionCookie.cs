using System.Security.Claims;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Reading;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace KafkaQuiz.Web.Features.Accounts.Sessions;

/// <summary>
/// Binds the cookie to a row of <see cref="UserSession"/>: each request asks the database once whether the session still stands,
/// so that signing out, here or from another browser, counts at once and on every web node.
/// </summary>
/// <remarks>Nearly every request only reads; what the others need is taken from the request's services when they need it.</remarks>
internal sealed class SessionCookie(IDatabaseReader reader, TimeProvider time, IOptions<IdentityOptions> identity) : CookieAuthenticationEvents
{
    public const string SessionClaim = "session";

    /// <summary>A session ends this long after it began, however busy it is.</summary>
    public static readonly TimeSpan AbsoluteLifetime = TimeSpan.FromDays(90);

    private static readonly TimeSpan SeenIsWrittenEvery = TimeSpan.FromMinutes(10);

    public override async Task SigningIn(CookieSigningInContext context)
    {
        var principal = context.Principal!;
        var user = principal.UserId();
        // The same user signing in again (a changed name) keeps the session, unless it was ended before (a new password).
        if (context.HttpContext.User.FindSessionId() is not { } session || !await StandsAsync(context.HttpContext, session, user))
            session = await BeginAsync(context.HttpContext, user);
        principal.Identities.First().AddClaim(new Claim(SessionClaim, session.ToString()));
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var principal = context.Principal;
        var now = time.GetUtcNow();
        if (principal?.FindUserId() is not { } user || principal.FindSessionId() is not { } session
            || await reader.ReadAsync(state => SessionStanding.Find(state, session, user), context.HttpContext.RequestAborted) is not { } standing
            || standing.SecurityStamp != principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType)
            || now - standing.CreatedAt > AbsoluteLifetime)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        if (standing.ClaimsChanged) await RenewAsync(context, user, session);
        if (now - standing.LastSeenAt > SeenIsWrittenEvery)
        {
            await Database(context.HttpContext).Set<UserSession>().Where(row => row.Id == session)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, now), context.HttpContext.RequestAborted);
        }
    }

    public override async Task SigningOut(CookieSigningOutContext context)
    {
        var now = time.GetUtcNow();
        if (context.HttpContext.User.FindSessionId() is { } session)
        {
            await Database(context.HttpContext).Set<UserSession>().Where(row => row.Id == session && row.EndedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), context.HttpContext.RequestAborted);
        }
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        RedirectPeople(context, StatusCodes.Status401Unauthorized, base.RedirectToLogin);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        // A guest lacks an account, which signing in may bring; a member lacks a permission, which it does not.
        if (context.HttpContext.User.IsGuest()) return RedirectToLogin(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static Task RedirectPeople(
        RedirectContext<CookieAuthenticationOptions> context, int status, Func<RedirectContext<CookieAuthenticationOptions>, Task> redirect)
    {
        if (!context.Request.Path.StartsWithSegments("/api") && HttpMethods.IsGet(context.Request.Method)) return redirect(context);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private static KafkaQuizDbContext Database(HttpContext http) => http.RequestServices.GetRequiredService<KafkaQuizDbContext>();

    // Not with the reader: signing in may be part of a transaction, whose changes count.
    private static Task<bool> StandsAsync(HttpContext http, Guid session, Guid user) => Database(http).Set<UserSession>()
        .AnyAsync(row => row.Id == session && row.UserId == user && row.EndedAt == null, http.RequestAborted);

    private async Task<Guid> BeginAsync(HttpContext http, Guid user)
    {
        var now = time.GetUtcNow();
        var browser = http.Request.Headers.UserAgent.ToString();
        var session = new UserSession
        {
            Id = Guid.CreateVersion7(now),
            UserId = user,
            CreatedAt = now,
            LastSeenAt = now,
            Browser = browser.Length > UserSession.BrowserMaxLength ? browser[..UserSession.BrowserMaxLength] : browser,
        };
        var database = Database(http);
        database.Add(session);
        await database.SaveChangesAsync(http.RequestAborted);
        return session.Id;
    }

    private static async Task RenewAsync(CookieValidatePrincipalContext context, Guid id, Guid session)
    {
        var user = await Database(context.HttpContext).Users.SingleAsync(row => row.Id == id, context.HttpContext.RequestAborted);
        var renewed = await context.HttpContext.RequestServices.GetRequiredService<IUserClaimsPrincipalFactory<User>>().CreateAsync(user);
        renewed.Identities.First().AddClaim(new Claim(SessionClaim, session.ToString()));
        context.ReplacePrincipal(renewed);
        context.ShouldRenew = true;
        await Database(context.HttpContext).Set<UserSession>().Where(row => row.Id == session)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ClaimsChanged, false), context.HttpContext.RequestAborted);
    }
}
