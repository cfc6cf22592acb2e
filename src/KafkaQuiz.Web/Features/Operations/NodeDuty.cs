using KafkaQuiz.Data;
using KafkaQuiz.Data.Operations;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Operations;

/// <summary>Recurring work that one node does for all: whoever asks first after the time is over does it.</summary>
internal sealed class NodeDuty(KafkaQuizDbContext database, TimeProvider time)
{
    /// <summary>True for one caller among all nodes, until <paramref name="hold"/> is over.</summary>
    public async Task<bool> TakeAsync(string name, TimeSpan hold, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var taken = await database.Set<Duty>().Where(duty => duty.Name == name && duty.HeldUntil <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(duty => duty.HeldUntil, now + hold), cancellationToken);
        if (taken == 1) return true;
        if (await database.Set<Duty>().AnyAsync(duty => duty.Name == name, cancellationToken)) return false;
        var first = database.Add(new Duty { Name = name, HeldUntil = now + hold });
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another node was the first: the name is the key.
            first.State = EntityState.Detached;
            return false;
        }
    }
}
