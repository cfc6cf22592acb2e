using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Administration;
using KafkaQuiz.Web.Features.Accounts.Passwords;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using KafkaQuiz.Web.Host;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.SigningUp;

/// <summary>Makes an account and signs in. A guest's row becomes the account: whatever points to it stays.</summary>
internal sealed class SignUp(
    KafkaQuizDbContext database, UserManager<User> users, SignInManager<User> signIn, UserSessions sessions,
    AdministratorLink administratorLink, Settings settings, TimeProvider time, ILogger<SignUp> log)
{
    /// <summary>Registration is open, or the visitor comes from the administrator link.</summary>
    public async Task<bool> IsOpenAsync(string? returnUrl, CancellationToken cancellationToken) =>
        settings.RegistrationOpen
        || (AdministratorLink.CodeIn(returnUrl) is { } code && await administratorLink.IsValidAsync(code, cancellationToken));

    /// <returns>What is wrong; empty: the account is there and signed in.</returns>
    public async Task<FormErrors> HandleAsync(HttpContext http, SignUpForm form, CancellationToken cancellationToken)
    {
        if (!await IsOpenAsync(form.ReturnUrl, cancellationToken))
            return new("", T("가입이 닫혀 있습니다. 계정은 관리자에게 요청하세요.", "Registration is closed. Ask an administrator for an account."));

        var errors = new FormErrors();
        var email = EmailAddress.Read(form.Email);
        var name = DisplayName.Read(form.Name);
        if (email is null) errors["email"] = EmailAddress.Fault;
        if (name is null) errors["name"] = DisplayName.Fault;
        if (PasswordRules.Fault(form.Password ?? "", form.Email, form.Name) is { } fault) errors["password"] = fault;
        if (errors.Count > 0) return errors;

        var guest = http.User.IsGuest() ? await users.FindByIdAsync(http.User.UserId().ToString()) : null;
        var user = guest ?? new User { Id = Guid.CreateVersion7(time.GetUtcNow()), CreatedAt = time.GetUtcNow() };
        user.Email = user.UserName = email;
        user.DisplayName = name!;
        user.IsGuest = false;
        user.Language = Current;
        user.PasswordHash = users.PasswordHasher.HashPassword(user, form.Password!);
        user.SecurityStamp = Secret.Create();
        var saved = guest is null ? await users.CreateAsync(user) : await users.UpdateAsync(user);
        if (!saved.Succeeded)
        {
            database.ChangeTracker.Clear();
            return saved.Errors.Any(error => error.Code == nameof(IdentityErrorDescriber.DuplicateUserName))
                ? new("email", T("이미 가입된 이메일입니다. 로그인하세요.", "This address has an account already. Sign in instead."))
                : new("", string.Join(" ", saved.Errors.Select(error => error.Description)));
        }

        // The guest's session ends, so that nobody who knew its cookie is in the account.
        await sessions.EndAllAsync(user.Id, except: null, cancellationToken);
        await signIn.SignInAsync(user, isPersistent: false);
        log.LogInformation("Account {User} signed up (guest before: {Guest})", user.Id, guest is not null);
        return errors;
    }
}
