using KafkaQuiz.Data.Accounts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests;

public sealed class UtcTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_instant_with_an_offset_comes_back_as_the_same_instant_in_UTC()
    {
        var seoul = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9)).AddTicks(1234567);
        var id = await AddAsync(seoul);

        await using var context = database.Open();
        var stored = await context.Users.Where(user => user.Id == id).Select(user => user.CreatedAt).SingleAsync(Token);

        Assert.Equal(TimeSpan.Zero, stored.Offset);
        Assert.Equal(seoul.AddTicks(-7), stored);
    }

    [Fact]
    public async Task Instants_compare_and_sort_in_SQL_whatever_their_fraction()
    {
        var day = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset[] instants = [day, day.AddMilliseconds(450), day.AddMilliseconds(500), day.AddSeconds(1)];
        foreach (var instant in instants.Reverse()) await AddAsync(instant);

        await using var context = database.Open();
        var sorted = await context.Users.Where(user => user.CreatedAt >= day).OrderBy(user => user.CreatedAt)
            .Select(user => user.CreatedAt).ToListAsync(Token);

        Assert.Equal(instants, sorted);
    }

    private async Task<Guid> AddAsync(DateTimeOffset created)
    {
        await using var context = database.Open();
        var user = new User { Id = Guid.NewGuid(), DisplayName = "x", CreatedAt = created };
        context.Add(user);
        await context.SaveChangesAsync(Token);
        return user.Id;
    }
}
