using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

/// <summary>Ends the session of this browser.</summary>
internal static class SignOut
{
    public static Task HandleAsync(HttpContext http) => http.SignOutAsync(IdentityConstants.ApplicationScheme);
}
