using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

/// <summary>Changes the password of someone who knows the current one. All other sessions end.</summary>
internal sealed class ChangePassword(
    UserManager<User> users, SignInManager<User> signIn, UserSessions sessions, CurrentPassword current, AccountMail mail,
    ILogger<ChangePassword> log)
{
    public async Task<FormErrors> HandleAsync(
        HttpContext http, string? currentPassword, string? newPassword, CancellationToken cancellationToken)
    {
        var user = (await users.FindByIdAsync(http.User.UserId().ToString()))!;
        if (!await current.IsRightAsync(user, currentPassword)) return new("current", CurrentPassword.Fault);
        if (PasswordRules.Fault(newPassword ?? "", user.Email, user.DisplayName) is { } fault) return new("new", fault);
        if (newPassword == currentPassword) return new("new", T("현재 비밀번호와 다른 비밀번호를 정하세요.", "Choose one that differs from the current password."));

        user.PasswordHash = users.PasswordHasher.HashPassword(user, newPassword!);
        var result = await users.UpdateSecurityStampAsync(user);
        if (!result.Succeeded) return new("", string.Join(" ", result.Errors.Select(error => error.Description)));
        await sessions.EndAllAsync(user.Id, except: null, cancellationToken);
        await signIn.SignInAsync(user, isPersistent: false);
        mail.Changed(user, "비밀번호를 바꿨습니다.", "The password was changed.");
        log.LogInformation("{User} changed the password", user.Id);
        return [];
    }
}
