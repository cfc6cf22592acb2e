using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>
/// The first administrator. As long as there is none, every start prints a new link; it works once, for a day, and makes the
/// account of whoever opens it the administrator. Links of earlier starts stop working.
/// </summary>
internal sealed class AdministratorLink(
    KafkaQuizDbContext database, UserSessions sessions, TimeProvider time, ILogger<AdministratorLink> log)
{
    public const string Path = "/administrator/";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>The code in an address of that page, or null.</summary>
    public static string? CodeIn(string? address) =>
        address?.StartsWith(Path, StringComparison.Ordinal) == true ? address[Path.Length..] : null;

    /// <returns>The code for a new link, or null if there is an administrator.</returns>
    public async Task<string?> CreateAsync(CancellationToken cancellationToken)
    {
        if (await HasAdministratorAsync(cancellationToken)) return null;
        var now = time.GetUtcNow();
        var code = Secret.Create();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        await Open().ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, now), cancellationToken);
        database.Add(new AdministratorInvitation
        {
            Id = Guid.CreateVersion7(now),
            Hash = Secret.Hash(code),
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return code;
    }

    public async Task<bool> IsValidAsync(string code, CancellationToken cancellationToken)
    {
        var hash = Secret.Hash(code);
        return await Open().AnyAsync(link => link.Hash == hash, cancellationToken) && !await HasAdministratorAsync(cancellationToken);
    }

    /// <summary>Makes the account the administrator, if the code still counts; of several at once exactly one wins.</summary>
    public async Task<bool> UseAsync(string code, Guid user, CancellationToken cancellationToken)
    {
        var hash = Secret.Hash(code);
        var now = time.GetUtcNow();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        if (await HasAdministratorAsync(cancellationToken)) return false;
        var used = await Open().Where(link => link.Hash == hash).ExecuteUpdateAsync(
            set => set.SetProperty(link => link.UsedAt, now).SetProperty(link => link.UsedBy, user), cancellationToken);
        if (used != 1) return false;
        var role = await database.Roles.Where(role => role.Name == Roles.Administrator).Select(role => role.Id).SingleAsync(cancellationToken);
        database.UserRoles.Add(new() { UserId = user, RoleId = role });
        await database.SaveChangesAsync(cancellationToken);
        await sessions.RefreshAsync(user, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        log.LogWarning("{User} became the administrator by the one-time link", user);
        return true;
    }

    private IQueryable<AdministratorInvitation> Open()
    {
        var now = time.GetUtcNow();
        return database.Set<AdministratorInvitation>().Where(link => link.UsedAt == null && link.ExpiresAt > now);
    }

    private Task<bool> HasAdministratorAsync(CancellationToken cancellationToken) =>
        database.UserRoles.Join(database.Roles, row => row.RoleId, role => role.Id, (_, role) => role.Name)
            .AnyAsync(name => name == Roles.Administrator, cancellationToken);
}
