using System.Security.Claims;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Who makes a request.</summary>
internal static class CurrentUser
{
    /// <summary>Claim that marks a guest.</summary>
    public const string GuestClaim = "guest";

    /// <summary>The user's id, or null before there is one (a visitor without even a guest's cookie).</summary>
    public static Guid? FindUserId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>The user's id; for endpoints that require one.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static Guid UserId(this ClaimsPrincipal principal) =>
        principal.FindUserId() ?? throw new InvalidOperationException("The endpoint must require a user.");

    /// <summary>The session that the request's cookie names, or null (a visitor, or a call with a token).</summary>
    public static Guid? FindSessionId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(SessionCookie.SessionClaim), out var id) ? id : null;

    public static bool IsGuest(this ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == GuestClaim);

    /// <summary>Signed in with an account of their own.</summary>
    public static bool HasAccount(this ClaimsPrincipal principal) => principal.FindUserId() is not null && !principal.IsGuest();

    public static bool IsInstructor(this ClaimsPrincipal principal) =>
        principal.IsInRole(Roles.Instructor) || principal.IsAdministrator();

    public static bool IsAdministrator(this ClaimsPrincipal principal) => principal.IsInRole(Roles.Administrator);
}
