using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Passwords;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>Makes an account for someone else, without a password: its owner sets one by a link, mailed and shown.</summary>
internal sealed class CreateAccount(
    UserManager<User> users, ForgotPassword links, AccountMail mail, TimeProvider time, ILogger<CreateAccount> log)
{
    /// <returns>The link to hand over, or what is wrong.</returns>
    public async Task<(string? Link, FormErrors Errors)> HandleAsync(HttpContext http, string? email, string? name)
    {
        var errors = new FormErrors();
        var address = EmailAddress.Read(email);
        var displayName = DisplayName.Read(name);
        if (address is null) errors["email"] = EmailAddress.Fault;
        if (displayName is null) errors["name"] = DisplayName.Fault;
        if (errors.Count > 0) return (null, errors);

        var now = time.GetUtcNow();
        var user = new User
        {
            Id = Guid.CreateVersion7(now),
            Email = address,
            UserName = address,
            DisplayName = displayName!,
            CreatedAt = now,
            Language = Current,
        };
        var created = await users.CreateAsync(user);
        if (!created.Succeeded) return (null, new("email", T("이미 있는 계정입니다.", "This account exists already.")));
        var link = await links.LinkAsync(http.Request, user);
        mail.PasswordReset(user, link);
        log.LogWarning("{Administrator} created the account {User}", http.User.UserId(), user.Id);
        return (link, errors);
    }
}
