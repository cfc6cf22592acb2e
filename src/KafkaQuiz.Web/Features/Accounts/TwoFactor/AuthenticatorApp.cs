using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Passwords;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;
using static KafkaQuiz.Web.Languages.Language;

namespace KafkaQuiz.Web.Features.Accounts.TwoFactor;

/// <summary>Turns the second factor (an authenticator app, RFC 6238) on and off, and makes recovery codes.</summary>
internal sealed class AuthenticatorApp(
    UserManager<User> users, SignInManager<User> signIn, UserSessions sessions, CurrentPassword password, AccountMail mail,
    ILogger<AuthenticatorApp> log)
{
    private const int RecoveryCodes = 10;

    public async Task<AuthenticatorState> ShowAsync(HttpContext http)
    {
        var user = await UserAsync(http);
        if (user.TwoFactorEnabled) return new(true, null, null, await users.CountRecoveryCodesAsync(user));
        var key = await users.GetAuthenticatorKeyAsync(user);
        if (string.IsNullOrEmpty(key))
        {
            await users.ResetAuthenticatorKeyAsync(user);
            // A new key changes the security stamp, and with it what this session's cookie must say.
            await signIn.RefreshSignInAsync(user);
            key = (await users.GetAuthenticatorKeyAsync(user))!;
        }

        var label = Uri.EscapeDataString("KafkaQuiz:" + user.Email);
        return new(false, string.Join(' ', key.Chunk(4).Select(part => new string(part))),
            $"otpauth://totp/{label}?secret={key}&issuer=KafkaQuiz&digits=6&period=30", 0);
    }

    /// <returns>The recovery codes, shown once, or what is wrong.</returns>
    public async Task<(IReadOnlyList<string>? Codes, FormErrors Errors)> TurnOnAsync(
        HttpContext http, string? currentPassword, string? code, CancellationToken cancellationToken)
    {
        var user = await UserAsync(http);
        if (!await password.IsRightAsync(user, currentPassword)) return (null, new("password", CurrentPassword.Fault));
        var typed = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
        if (!await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, typed))
            return (null, new("code", T("코드가 맞지 않습니다. 휴대전화의 시각이 맞는지 확인하고 새 코드를 적어 주세요.", "The code is not right. Check the clock of your phone and enter the current code.")));
        await users.SetTwoFactorEnabledAsync(user, true);
        var codes = await NewCodesAsync(user);
        await ChangedAsync(http, user, "2단계 인증을 켰습니다.", "The second factor was turned on.", cancellationToken);
        return (codes, []);
    }

    public async Task<FormErrors> TurnOffAsync(HttpContext http, string? currentPassword, CancellationToken cancellationToken)
    {
        var user = await UserAsync(http);
        if (!await password.IsRightAsync(user, currentPassword)) return new("password", CurrentPassword.Fault);
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await users.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
        await ChangedAsync(http, user, "2단계 인증을 껐습니다.", "The second factor was turned off.", cancellationToken);
        return [];
    }

    /// <summary>Makes ten new codes; the old ones stop working.</summary>
    public async Task<(IReadOnlyList<string>? Codes, FormErrors Errors)> RenewCodesAsync(
        HttpContext http, string? currentPassword, CancellationToken cancellationToken)
    {
        var user = await UserAsync(http);
        if (!user.TwoFactorEnabled) return (null, []);
        if (!await password.IsRightAsync(user, currentPassword)) return (null, new("password", CurrentPassword.Fault));
        var codes = await NewCodesAsync(user);
        await ChangedAsync(http, user, "복구 코드를 새로 만들었습니다.", "New recovery codes were made.", cancellationToken);
        return (codes, []);
    }

    private async Task<User> UserAsync(HttpContext http) => (await users.FindByIdAsync(http.User.UserId().ToString()))!;

    private async Task<IReadOnlyList<string>> NewCodesAsync(User user) =>
        [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes) ?? []];

    private async Task ChangedAsync(HttpContext http, User user, string ko, string en, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(user.Id, except: http.User.FindSessionId(), cancellationToken);
        await signIn.RefreshSignInAsync(user);
        mail.Changed(user, ko, en);
        log.LogInformation("{User}: {What}", user.Id, en);
    }
}
