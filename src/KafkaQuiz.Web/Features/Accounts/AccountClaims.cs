using System.Security.Claims;
using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>What a cookie says about its holder: id, display name, roles, guest or not, security stamp.</summary>
internal sealed class AccountClaims(
    UserManager<User> users, RoleManager<Role> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Role>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        // The sign-in name is the e-mail address or a guest's number: the layout shows the display name.
        if (identity.FindFirst(identity.NameClaimType) is { } signInName) identity.RemoveClaim(signInName);
        if (identity.FindFirst(ClaimTypes.Email) is { } email) identity.RemoveClaim(email);
        identity.AddClaim(new Claim(identity.NameClaimType, user.DisplayName));
        if (user.IsGuest) identity.AddClaim(new Claim(CurrentUser.GuestClaim, "1"));
        return identity;
    }
}
