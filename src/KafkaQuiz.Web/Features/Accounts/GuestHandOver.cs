using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>
/// Gives what a guest made to the account that the guest signed in to, and deletes the guest; a guest to whom rows still belong,
/// because a feature did not take them along, stays, for nothing may be lost.
/// </summary>
internal sealed class GuestHandOver(KafkaQuizDbContext database, IEnumerable<IGuestWork> works, ILogger<GuestHandOver> log)
{
    public async Task MoveAsync(Guid? guest, Guid account, CancellationToken cancellationToken)
    {
        if (guest is null || guest == account) return;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        foreach (var work in works) await work.MoveAsync(guest.Value, account, cancellationToken);
        if (await FindLeftBehindAsync(guest.Value, cancellationToken) is { } table)
            log.LogError("Guest {Guest} is kept: {Table} still has rows that no IGuestWork moved to {Account}", guest, table, account);
        else
            await database.Users.Where(user => user.Id == guest && user.IsGuest).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <returns>A table, other than those of accounts, with rows of the guest; or null.</returns>
    private async Task<string?> FindLeftBehindAsync(Guid guest, CancellationToken cancellationToken)
    {
        var keys =
            from type in database.Model.GetEntityTypes()
            where type.ClrType.Namespace != typeof(User).Namespace && type.ClrType.Namespace != typeof(IdentityUserRole<Guid>).Namespace
            from key in type.GetForeignKeys()
            where key.PrincipalEntityType.ClrType == typeof(User)
            select (Table: type.GetTableName()!, Column: key.Properties[0].GetColumnName());
        foreach (var (table, column) in keys)
        {
            // Names come from the model, never from a request.
            var sql = $"SELECT COUNT(*) AS \"Value\" FROM \"{table}\" WHERE \"{column}\" = {{0}}";
            if (await database.Database.SqlQueryRaw<int>(sql, guest).SingleAsync(cancellationToken) > 0) return table;
        }

        return null;
    }
}
