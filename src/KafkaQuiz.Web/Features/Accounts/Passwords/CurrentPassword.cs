using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

/// <summary>
/// Asks for the password once more before something that decides who can sign in (OWASP ASVS 5.0, 7.5.1). Wrong ones count
/// towards the lockout like those of the sign-in page.
/// </summary>
internal sealed class CurrentPassword(UserManager<User> users)
{
    public static string Fault => T("현재 비밀번호가 맞지 않습니다.", "That is not the current password.");

    public async Task<bool> IsRightAsync(User user, string? password)
    {
        if (await users.IsLockedOutAsync(user)) return false;
        if (await users.CheckPasswordAsync(user, password ?? "")) return true;
        await users.AccessFailedAsync(user);
        return false;
    }
}
