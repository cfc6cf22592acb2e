using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.Profile;

/// <summary>Everything that is kept about a user, as JSON: the account, and what each feature adds (<see cref="IPersonalData"/>).</summary>
internal sealed class ExportAccount(KafkaQuizDbContext database, IEnumerable<IPersonalData> features)
{
    public async Task<Dictionary<string, object>> HandleAsync(Guid id, CancellationToken cancellationToken)
    {
        var account = await database.Users.Where(user => user.Id == id).Select(user => new
        {
            user.Id,
            user.Email,
            Name = user.DisplayName,
            user.IsGuest,
            user.CreatedAt,
            user.Language,
            user.TwoFactorEnabled,
        }).SingleAsync(cancellationToken);
        var export = new Dictionary<string, object>
        {
            ["account"] = account,
            ["sessions"] = await database.Set<UserSession>().Where(session => session.UserId == id).OrderBy(session => session.CreatedAt)
                .Select(session => new { session.CreatedAt, session.LastSeenAt, session.EndedAt, session.Browser }).ToListAsync(cancellationToken),
            ["tokens"] = await database.Set<PersonalAccessToken>().Where(token => token.UserId == id).OrderBy(token => token.CreatedAt)
                .Select(token => new { token.Name, token.Scopes, token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.RevokedAt })
                .ToListAsync(cancellationToken),
        };
        foreach (var feature in features) export[feature.Name] = await feature.ExportAsync(id, cancellationToken);
        return export;
    }
}
