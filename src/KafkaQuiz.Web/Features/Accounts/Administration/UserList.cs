using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>The accounts, guests left out, by e-mail address.</summary>
internal sealed class UserList(KafkaQuizDbContext database, TimeProvider time)
{
    public const int PageSize = 50;

    /// <param name="search">Part of the address or name; empty: all.</param>
    /// <param name="page">From 1.</param>
    public async Task<UserListView> HandleAsync(string? search, int page, CancellationToken cancellationToken)
    {
        page = Math.Max(1, page);
        var now = time.GetUtcNow();
        var matching = database.Users.AsNoTracking().Where(user => !user.IsGuest);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = $"%{Escape(search.Trim())}%";
            matching = matching.Where(user => EF.Functions.Like(user.Email, pattern, "\\") || EF.Functions.Like(user.DisplayName, pattern, "\\"));
        }

        var total = await matching.CountAsync(cancellationToken);
        var users = await matching.OrderBy(user => user.NormalizedEmail).Skip((page - 1) * PageSize).Take(PageSize)
            .Select(user => new
            {
                user.Id,
                user.Email,
                user.DisplayName,
                user.CreatedAt,
                user.LockoutEnd,
                Roles = database.UserRoles.Where(row => row.UserId == user.Id)
                    .Join(database.Roles, row => row.RoleId, role => role.Id, (_, role) => role.Name!).ToList(),
            })
            .ToListAsync(cancellationToken);
        return new(
            [.. users.Select(user => new UserListRow(
                user.Id, user.Email!, user.DisplayName, Roles.All.LastOrDefault(user.Roles.Contains) ?? Roles.Learner, user.CreatedAt,
                user.LockoutEnd > now))],
            total, page);
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
