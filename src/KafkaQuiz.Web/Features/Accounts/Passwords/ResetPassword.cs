using System.Text;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Passwords;

/// <summary>Sets a password by the link of a mail. All sessions end; a second factor stays asked for.</summary>
internal sealed class ResetPassword(UserManager<User> users, UserSessions sessions, AccountMail mail, ILogger<ResetPassword> log)
{
    public async Task<FormErrors> HandleAsync(ResetPasswordForm form, CancellationToken cancellationToken)
    {
        var expired = T("링크가 만료되었거나 이미 쓰였습니다. 새 링크를 요청하세요.", "The link has expired or was used already. Ask for a new one.");
        if (!Guid.TryParse(form.User, out var id) || await users.FindByIdAsync(id.ToString()) is not { IsGuest: false } user) return new("", expired);
        if (PasswordRules.Fault(form.Password ?? "", user.Email, user.DisplayName) is { } fault) return new("password", fault);

        var result = await users.ResetPasswordAsync(user, Decode(form.Code), form.Password!);
        if (!result.Succeeded) return new("", expired);
        await users.SetLockoutEndDateAsync(user, null);
        await users.ResetAccessFailedCountAsync(user);
        await sessions.EndAllAsync(user.Id, except: null, cancellationToken);
        mail.Changed(user, "비밀번호를 다시 정했습니다.", "A new password was set.");
        log.LogInformation("{User} set a new password by a link", user.Id);
        return [];
    }

    private static string Decode(string? code)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code ?? ""));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
