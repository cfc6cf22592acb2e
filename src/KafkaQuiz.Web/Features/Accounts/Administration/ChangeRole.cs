using KafkaQuiz.Data;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Sessions;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts.Administration;

/// <summary>Gives an account the role learner, instructor or administrator. It counts from that user's next request on.</summary>
internal sealed class ChangeRole(KafkaQuizDbContext database, UserSessions sessions, AccountMail mail, ILogger<ChangeRole> log)
{
    internal enum Outcome
    {
        Done,
        NoSuchUser,
        NoSuchRole,

        /// <summary>There would be no administrator left.</summary>
        LastAdministrator,
    }

    public async Task<Outcome> HandleAsync(Guid by, Guid id, string? role, CancellationToken cancellationToken)
    {
        if (!Roles.All.Contains(role)) return Outcome.NoSuchRole;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var user = await database.Users.SingleOrDefaultAsync(user => user.Id == id && !user.IsGuest, cancellationToken);
        if (user is null) return Outcome.NoSuchUser;

        var ids = await database.Roles.ToDictionaryAsync(row => row.Name!, row => row.Id, cancellationToken);
        var administrator = ids[Roles.Administrator];
        if (role != Roles.Administrator
            && await database.UserRoles.AllAsync(row => row.RoleId != administrator || row.UserId == id, cancellationToken)
            && await database.UserRoles.AnyAsync(row => row.RoleId == administrator, cancellationToken))
            return Outcome.LastAdministrator;

        await database.UserRoles.Where(row => row.UserId == id).ExecuteDeleteAsync(cancellationToken);
        database.UserRoles.Add(new() { UserId = id, RoleId = ids[role!] });
        await database.SaveChangesAsync(cancellationToken);
        await sessions.RefreshAsync(id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        mail.Changed(user, $"역할이 {role}(으)로 바뀌었습니다.", $"The role is now {role}.");
        log.LogWarning("{Administrator} gave {User} the role {Role}", by, id, role);
        return Outcome.Done;
    }
}
