using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Features.Operations;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class AbandonedGuestsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Guests_not_seen_for_thirty_days_are_deleted_with_their_work_and_nobody_else()
    {
        using var site = WithoutTimer();
        var (gone, back, member) = (site.Browser(), site.Browser(), site.Browser());
        foreach (var browser in (TestBrowser[])[gone, back])
        {
            await browser.CallAsync(HttpMethod.Post, "/api/v1/guest");
            using var started = await browser.CallAsync(HttpMethod.Post, "/api/v1/attempts", new { kind = "section-practice", scope = "4.3" });
            Assert.True(started.IsSuccessStatusCode);
        }

        await member.SignUpAsync();
        foreach (var days in (int[])[10, 10, 9])
        {
            site.Time.Advance(TimeSpan.FromDays(days));
            await back.OpenAsync("/");
        }

        Assert.Equal(0, await PurgeAsync(site));
        site.Time.Advance(TimeSpan.FromDays(1.01));
        Assert.Equal(1, await PurgeAsync(site));

        Assert.Equal([false, true], (await site.DatabaseAsync(database => database.Users.Select(user => user.IsGuest).ToListAsync(Token))).Order());
        Assert.Equal(1, await site.DatabaseAsync(database => database.Set<KafkaQuiz.Data.Attempts.Attempt>().CountAsync(Token)));
        await back.OpenAsync("/attempts");
        Assert.NotEmpty(back.Page.QuerySelectorAll("main a[href^='/attempts/']"));
    }

    [Fact]
    public async Task More_guests_than_one_batch_are_all_deleted()
    {
        using var site = WithoutTimer();
        await site.DatabaseAsync(async database =>
        {
            for (var number = 0; number < AbandonedGuests.Batch * 2 + 3; number++)
            {
                database.Users.Add(new()
                {
                    Id = Guid.NewGuid(),
                    UserName = $"guest-{number}",
                    NormalizedUserName = $"GUEST-{number}",
                    DisplayName = "손님",
                    IsGuest = true,
                    CreatedAt = site.Time.GetUtcNow().AddDays(-31),
                });
            }

            return await database.SaveChangesAsync(Token);
        });

        Assert.Equal(AbandonedGuests.Batch * 2 + 3, await PurgeAsync(site));
    }

    [Fact]
    public async Task With_zero_days_guests_are_kept()
    {
        using var site = WithoutTimer().With("KAFKAQUIZ_GUEST_DAYS", "0");
        await site.Browser().CallAsync(HttpMethod.Post, "/api/v1/guest");
        site.Time.Advance(TimeSpan.FromDays(400));

        Assert.Equal(0, await PurgeAsync(site));
        Assert.Equal(1, await site.DatabaseAsync(database => database.Users.CountAsync(Token)));
    }

    [Fact]
    public async Task One_of_many_nodes_takes_a_duty_until_its_time_is_over()
    {
        using var site = new TestSite();
        var day = TimeSpan.FromDays(1);

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TakeAsync(site, "sweep", day), Token)));
        var early = await TakeAsync(site, "sweep", day);
        var other = await TakeAsync(site, "polish", day);
        site.Time.Advance(day);
        var next = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => TakeAsync(site, "sweep", day), Token)));

        Assert.Single(first, taken => taken);
        Assert.False(early);
        Assert.True(other);
        Assert.Single(next, taken => taken);
    }

    [Fact]
    public async Task The_server_does_it_by_itself()
    {
        using var site = new TestSite();
        await site.Browser().CallAsync(HttpMethod.Post, "/api/v1/guest");
        var done = false;
        for (var attempt = 0; attempt < 200 && !done; attempt++)
        {
            // The timer begins to wait at some moment after the start: the clock moves until it saw it.
            site.Time.Advance(TimeSpan.FromDays(31));
            await Task.Delay(25, Token);
            done = !await site.DatabaseAsync(database => database.Users.AnyAsync(Token));
        }

        Assert.True(done);
    }

    // A clock that a test moves would set it off in between.
    private static TestSite WithoutTimer() => new TestSite().With(services =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(AbandonedGuestsTimer))));

    private static async Task<int> PurgeAsync(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AbandonedGuests>().PurgeAsync(Token);
    }

    private static async Task<bool> TakeAsync(TestSite site, string name, TimeSpan hold)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<NodeDuty>().TakeAsync(name, hold, Token);
    }
}
