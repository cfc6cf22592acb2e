using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

/// <summary>Changes the name that others see.</summary>
internal sealed class ChangeName(UserManager<User> users, UserSessions sessions)
{
    public async Task<FormErrors> HandleAsync(Guid id, string? name, CancellationToken cancellationToken)
    {
        if (DisplayName.Read(name) is not { } read) return new("name", DisplayName.Fault);
        var user = (await users.FindByIdAsync(id.ToString()))!;
        user.DisplayName = read;
        await users.UpdateAsync(user);
        await sessions.RefreshAsync(id, cancellationToken);
        return [];
    }
}
