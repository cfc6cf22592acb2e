using System.Text;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

/// <summary>Mails a link for a new password. Whether the address has an account cannot be told from the answer.</summary>
internal sealed class ForgotPassword(UserManager<User> users, AccountMail mail, Settings settings)
{
    public async Task HandleAsync(HttpContext http, string? email)
    {
        if (await users.FindByNameAsync(email?.Trim() ?? "") is { IsGuest: false } user)
            mail.PasswordReset(user, await LinkAsync(http.Request, user));
    }

    /// <summary>An address where that user can set a password once, within an hour.</summary>
    public async Task<string> LinkAsync(HttpRequest request, User user)
    {
        var code = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(await users.GeneratePasswordResetTokenAsync(user)));
        return PublicAddress.Of(settings, request, $"/password/reset?user={user.Id}&code={code}");
    }
}
