using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Passwords;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.Passkeys;

/// <summary>
/// Passkeys (WebAuthn): registering, signing in, removing. The authenticator must verify its user, so a passkey stands for
/// both factors.
/// </summary>
internal sealed class UserPasskeys(
    UserManager<User> users, SignInManager<User> signIn, CurrentPassword password, GuestHandOver guests, AccountMail mail,
    ILogger<UserPasskeys> log)
{
    private const int MaxPasskeys = 20;

    /// <summary>Options for <c>navigator.credentials.create</c>, as JSON.</summary>
    public async Task<string> CreationOptionsAsync(HttpContext http)
    {
        var user = await UserAsync(http);
        return await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
        {
            Id = user.Id.ToString(),
            Name = user.Email ?? user.DisplayName,
            DisplayName = user.DisplayName,
        });
    }

    /// <summary>Options for <c>navigator.credentials.get</c>, as JSON; the authenticator knows whom it can sign in.</summary>
    public Task<string> RequestOptionsAsync() => signIn.MakePasskeyRequestOptionsAsync(null);

    public async Task<FormErrors> AddAsync(HttpContext http, string? credential, string? name, string? currentPassword)
    {
        var user = await UserAsync(http);
        if (user.PasswordHash is not null && !await password.IsRightAsync(user, currentPassword))
            return new("passkey-password", CurrentPassword.Fault);
        if (DisplayName.Read(name) is not { } passkeyName) return new("passkey-name", DisplayName.Fault);
        if ((await users.GetPasskeysAsync(user)).Count >= MaxPasskeys)
            return new("", T($"패스키는 {MaxPasskeys}개까지 등록할 수 있습니다.", $"At most {MaxPasskeys} passkeys."));
        var result = string.IsNullOrEmpty(credential) ? null : await signIn.PerformPasskeyAttestationAsync(credential);
        if (result is not { Succeeded: true } || result.UserEntity.Id != user.Id.ToString())
        {
            log.LogInformation("{User}: passkey refused: {Reason}", user.Id, result?.Failure?.Message);
            return new("", T("패스키를 등록하지 못했습니다. 다시 시도하세요.", "The passkey could not be registered. Try again."));
        }

        result.Passkey.Name = passkeyName;
        await users.AddOrUpdatePasskeyAsync(user, result.Passkey);
        mail.Changed(user, $"패스키 '{passkeyName}'을(를) 등록했습니다.", $"The passkey '{passkeyName}' was registered.");
        log.LogInformation("{User} registered a passkey", user.Id);
        return [];
    }

    public async Task<bool> SignInAsync(HttpContext http, string? credential, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(credential)) return false;
        var guest = http.User.IsGuest() ? http.User.FindUserId() : null;
        var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
        if (!assertion.Succeeded || await users.IsLockedOutAsync(assertion.User))
        {
            log.LogInformation("Sign-in with a passkey failed: {Reason}", assertion.Failure?.Message);
            return false;
        }

        // The signature counter moved: a copied authenticator shows itself by an old one.
        await users.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await signIn.SignInAsync(assertion.User, isPersistent: false, authenticationMethod: "passkey");
        log.LogInformation("{User} signed in with a passkey", assertion.User.Id);
        await guests.MoveAsync(guest, assertion.User.Id, cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<(string Id, string Name, DateTimeOffset CreatedAt)>> ListAsync(User user) =>
        [.. (await users.GetPasskeysAsync(user)).Select(passkey => (Convert.ToHexString(passkey.CredentialId), passkey.Name ?? "", passkey.CreatedAt))];

    public async Task<bool> RemoveAsync(HttpContext http, string id)
    {
        var user = await UserAsync(http);
        if ((await users.GetPasskeysAsync(user)).FirstOrDefault(passkey => Convert.ToHexString(passkey.CredentialId) == id) is not { } passkey) return false;
        await users.RemovePasskeyAsync(user, passkey.CredentialId);
        mail.Changed(user, $"패스키 '{passkey.Name}'을(를) 지웠습니다.", $"The passkey '{passkey.Name}' was removed.");
        return true;
    }

    private async Task<User> UserAsync(HttpContext http) => (await users.FindByIdAsync(http.User.UserId().ToString()))!;
}
