using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

/// <summary>Finishes a sign-in with a code of the authenticator app, or with one of the recovery codes. Each code works once.</summary>
internal sealed class SecondFactor(
    UserManager<User> users, SignInManager<User> signIn, GuestHandOver guests, AccountMail mail, ILogger<SecondFactor> log)
{
    private const string Provider = "[KafkaQuiz]";
    private const string UsedCodes = "UsedCodes";

    /// <summary>A code counts in its own half minute and in its neighbours', so that this many can still be replayed.</summary>
    private const int CodesStillValid = 5;

    /// <summary>A password was right a moment ago, and this browser is the one that knew it.</summary>
    public async Task<bool> IsExpectedAsync() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    public async Task<SignIn.Outcome> HandleAsync(HttpContext http, string? code, bool remember, CancellationToken cancellationToken)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } user) return SignIn.Outcome.Wrong;
        var guest = http.User.IsGuest() ? http.User.FindUserId() : null;
        var typed = (code ?? "").Replace(" ", "", StringComparison.Ordinal);
        var result = typed.Length == 6 && typed.All(char.IsAsciiDigit)
            ? await WithAppAsync(user, typed, remember)
            : await WithRecoveryCodeAsync(user, typed);
        if (!result.Succeeded)
        {
            log.LogInformation("Second factor of {User} failed (locked: {Locked})", user.Id, result.IsLockedOut);
            return result.IsLockedOut ? SignIn.Outcome.Locked : SignIn.Outcome.Wrong;
        }

        log.LogInformation("{User} signed in with a second factor", user.Id);
        await guests.MoveAsync(guest, user.Id, cancellationToken);
        return SignIn.Outcome.Done;
    }

    // Identity accepts a code as often as it is sent; OWASP ASVS 5.0 (6.5.1) wants it used once.
    private async Task<SignInResult> WithAppAsync(User user, string code, bool remember)
    {
        var used = (await users.GetAuthenticationTokenAsync(user, Provider, UsedCodes) ?? "").Split(' ');
        if (used.Contains(code)) return SignInResult.Failed;
        if (!await users.IsLockedOutAsync(user) && await users.VerifyTwoFactorTokenAsync(user, users.Options.Tokens.AuthenticatorTokenProvider, code))
        {
            // Taken before it signs in, and saved under the user's concurrency stamp: of two that send it at once one gets in.
            try
            {
                var taken = await users.SetAuthenticationTokenAsync(user, Provider, UsedCodes, string.Join(' ', used.Prepend(code).Take(CodesStillValid)));
                if (!taken.Succeeded) return SignInResult.Failed;
            }
            catch (DbUpdateException)
            {
                return SignInResult.Failed; // the first code of all, sent twice at once: the other request has the row
            }
        }

        return await signIn.TwoFactorAuthenticatorSignInAsync(code, remember, rememberClient: false);
    }

    private async Task<SignInResult> WithRecoveryCodeAsync(User user, string code)
    {
        if (await users.IsLockedOutAsync(user)) return SignInResult.LockedOut;
        var result = await signIn.TwoFactorRecoveryCodeSignInAsync(code);
        if (!result.Succeeded)
        {
            await users.AccessFailedAsync(user);
            return result;
        }

        mail.Changed(user, "복구 코드로 로그인했습니다.", "A recovery code was used to sign in.");
        return result;
    }
}
