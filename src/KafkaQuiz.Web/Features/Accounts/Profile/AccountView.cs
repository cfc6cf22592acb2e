using KafkaQuiz.Data.Accounts;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

/// <summary>What the account page shows.</summary>
public sealed record AccountView(
    User User, bool HasPassword, IReadOnlyList<UserSession> Sessions, Guid? ThisSession,
    IReadOnlyList<(string Id, string Name, DateTimeOffset CreatedAt)> Passkeys);
