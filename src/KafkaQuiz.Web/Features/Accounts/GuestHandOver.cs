using KafkaQuiz.Data;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Accounts;

/// <summary>Gives what a guest made to the account that the guest signed in to, and deletes the guest.</summary>
internal sealed class GuestHandOver(KafkaQuizDbContext database, IEnumerable<IGuestWork> works)
{
    public async Task MoveAsync(Guid? guest, Guid account, CancellationToken cancellationToken)
    {
        if (guest is null || guest == account) return;
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        foreach (var work in works) await work.MoveAsync(guest.Value, account, cancellationToken);
        await database.Users.Where(user => user.Id == guest && user.IsGuest).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
