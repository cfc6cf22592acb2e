using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Sqlite;
using KafkaQuiz.Data.Writing;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests.Writing;

public sealed class GroupCommitTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>, IAsyncLifetime
{
    private const string Insert =
        """INSERT INTO "Roles" ("Id", "Name", "NormalizedName") VALUES (@p1, @p2, @p3)""";

    private IDurableWriter _writer = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _writer = SqliteOptions.CreateWriter(database.File);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_writer).DisposeAsync();

    [Fact]
    public async Task Every_acknowledged_write_is_in_the_database()
    {
        var ids = Enumerable.Range(0, 300).Select(_ => Guid.NewGuid()).ToList();

        await Task.WhenAll(ids.Select(id => _writer.WriteAsync(open => Add(open, id), Token)));

        await using var context = database.Open();
        Assert.Equal(300, await context.Set<Role>().CountAsync(role => ids.Contains(role.Id), Token));
    }

    [Fact]
    public async Task Work_that_fails_is_undone_alone()
    {
        Guid before = Guid.NewGuid(), failing = Guid.NewGuid(), after = Guid.NewGuid();

        var first = _writer.WriteAsync(open => Add(open, before), Token);
        var second = _writer.WriteAsync<int>(
            open =>
            {
                Add(open, failing);
                throw new InvalidOperationException("on purpose");
            },
            Token);
        var third = _writer.WriteAsync(open => Add(open, after), Token);

        await Task.WhenAll(first, third);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        await using var context = database.Open();
        var there = await context.Set<Role>().Select(role => role.Id).ToListAsync(Token);
        Assert.Contains(before, there);
        Assert.Contains(after, there);
        Assert.DoesNotContain(failing, there);
    }

    [Fact]
    public async Task Work_that_waits_while_another_connection_writes_is_done_afterwards()
    {
        var id = Guid.NewGuid();
        await using var context = database.Open();
        Task<int> waiting;
        await using (var transaction = await context.Database.BeginTransactionAsync(Token))
        {
            await context.Database.ExecuteSqlAsync($"""UPDATE "Roles" SET "Name" = "Name" """, Token);
            waiting = _writer.WriteAsync(open => Add(open, id), Token);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Withdrawn_work_is_not_run()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _writer.WriteAsync(open => Add(open, Guid.Empty), gone.Token));

        await using var context = database.Open();
        Assert.False(await context.Set<Role>().AnyAsync(role => role.Id == Guid.Empty, Token));
    }

    private static int Add(IWriteTransaction open, Guid id) => open.Execute(Insert, id, id.ToString(), id.ToString());
}
