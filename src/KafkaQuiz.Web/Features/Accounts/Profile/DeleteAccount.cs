using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

/// <summary>Deletes an account with everything that belongs to it, at once and for good (backups keep it until they are replaced).</summary>
internal sealed class DeleteAccount(
    KafkaQuizDbContext database, UserManager<User> users, SignInManager<User> signIn, CurrentPassword password,
    ILogger<DeleteAccount> log)
{
    public async Task<FormErrors> HandleAsync(HttpContext http, string? currentPassword, string? email, CancellationToken cancellationToken)
    {
        var user = (await users.FindByIdAsync(http.User.UserId().ToString()))!;
        if (user.PasswordHash is not null && !await password.IsRightAsync(user, currentPassword)) return new("delete-password", CurrentPassword.Fault);
        if (!string.Equals(email?.Trim(), user.Email, StringComparison.OrdinalIgnoreCase))
            return new("delete-email", T("확인을 위해 이 계정의 이메일을 그대로 적어 주세요.", "To confirm, enter the address of this account."));
        if (await users.IsInRoleAsync(user, Roles.Administrator) && (await users.GetUsersInRoleAsync(Roles.Administrator)).Count == 1)
            return new("", T("마지막 관리자입니다. 먼저 다른 관리자를 정하세요.", "This is the last administrator. Appoint another one first."));

        await signIn.SignOutAsync();
        await database.Users.Where(row => row.Id == user.Id).ExecuteDeleteAsync(cancellationToken);
        log.LogWarning("{User} deleted the account", user.Id);
        return [];
    }
}
