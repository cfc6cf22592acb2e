using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Passkeys;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

/// <summary>What the account page shows.</summary>
internal sealed class AccountOverview(UserManager<User> users, UserSessions sessions, UserPasskeys passkeys)
{
    public async Task<AccountView> HandleAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var user = (await users.FindByIdAsync(http.User.UserId().ToString()))!;
        return new(user, user.PasswordHash is not null, await sessions.ListAsync(user.Id, cancellationToken),
            http.User.FindSessionId(), await passkeys.ListAsync(user));
    }
}
