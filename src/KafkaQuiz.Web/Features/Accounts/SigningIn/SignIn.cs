using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts.SigningIn;

/// <summary>Signs in with e-mail address and password. Ten wrong tries lock the account for ten minutes.</summary>
internal sealed class SignIn(UserManager<User> users, SignInManager<User> signIn, GuestHandOver guests, ILogger<SignIn> log)
{
    internal enum Outcome
    {
        Done,
        SecondFactor,
        Wrong,
        Locked,
    }

    public async Task<Outcome> HandleAsync(HttpContext http, SignInForm form, CancellationToken cancellationToken)
    {
        var user = await users.FindByNameAsync(form.Email?.Trim() ?? "");
        if (user?.PasswordHash is null)
        {
            // As much work as for an account that exists, so that the time does not tell which do.
            users.PasswordHasher.HashPassword(new User(), form.Password ?? "");
            log.LogInformation("Sign-in failed: no such account");
            return Outcome.Wrong;
        }

        var guest = http.User.IsGuest() ? http.User.FindUserId() : null;
        var result = await signIn.PasswordSignInAsync(user, form.Password ?? "", form.Remember, lockoutOnFailure: true);
        if (result.RequiresTwoFactor) return Outcome.SecondFactor;
        if (!result.Succeeded)
        {
            log.LogInformation("Sign-in of {User} failed (locked: {Locked})", user.Id, result.IsLockedOut);
            return result.IsLockedOut ? Outcome.Locked : Outcome.Wrong;
        }

        log.LogInformation("{User} signed in with a password", user.Id);
        await guests.MoveAsync(guest, user.Id, cancellationToken);
        return Outcome.Done;
    }
}
