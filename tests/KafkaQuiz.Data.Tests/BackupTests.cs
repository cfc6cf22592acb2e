using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests;

public sealed class BackupTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private string NewFile() => Path.Combine(database.Folder, $"{Guid.NewGuid():n}.db");

    [Fact]
    public async Task A_backup_under_concurrent_writes_holds_everything_acknowledged_before_it_and_no_torn_pair()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var acknowledged = 0;
        // Each transaction writes two rows that belong together.
        var writer = Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                await using var context = database.Open();
                context.Add(NewUser($"pair-{number}-a"));
                context.Add(NewUser($"pair-{number}-b"));
                await context.SaveChangesAsync(Token);
                Interlocked.Increment(ref acknowledged);
            }
        }, Token);
        while (Volatile.Read(ref acknowledged) < 20) await Task.Yield();

        var before = Volatile.Read(ref acknowledged);
        var file = NewFile();
        SqliteBackup.Save(database.File, file);
        await stop.CancelAsync();
        await writer;

        await using var copy = TemporaryDatabase.Open(file);
        var names = await copy.Users.Where(user => user.DisplayName.StartsWith("pair-")).Select(user => user.DisplayName).ToListAsync(Token);
        Assert.InRange(names.Count / 2, before, acknowledged);
        Assert.All(names.GroupBy(name => name[..^2]), pair => Assert.Equal(2, pair.Count()));
    }

    [Fact]
    public async Task Restoring_under_concurrent_writes_loses_nothing_that_was_acknowledged_and_open_connections_see_the_restored_state()
    {
        var live = NewFile();
        await MigrateAsync(live);
        await AddAsync(live, "kept");
        var backup = NewFile();
        SqliteBackup.Save(live, backup);
        await AddAsync(live, "after the backup");
        await using var open = TemporaryDatabase.Open(live);
        await open.Database.OpenConnectionAsync(Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        List<string> written = [];
        var writer = Task.Run(async () =>
        {
            for (var number = 0; !stop.IsCancellationRequested; number++)
            {
                await AddAsync(live, $"during-{number}");
                lock (written) written.Add($"during-{number}");
            }
        }, Token);
        while (true)
        {
            lock (written)
                if (written.Count >= 10) break;
            await Task.Yield();
        }

        var safety = await SqliteRestore.RunAsync(backup, live, database.Folder, Now, Token);
        await stop.CancelAsync();
        await writer;

        var now = await open.Users.AsNoTracking().Select(user => user.DisplayName).ToListAsync(Token);
        await using var saved = TemporaryDatabase.Open(safety!);
        var old = await saved.Users.Select(user => user.DisplayName).ToListAsync(Token);
        Assert.Contains("kept", now);
        Assert.DoesNotContain("after the backup", now);
        Assert.Contains("after the backup", old);
        Assert.DoesNotContain("during-0", now);
        // Every acknowledged write is in the old state or came after the restore: none fell between the two.
        Assert.All(written, name => Assert.True(old.Contains(name) != now.Contains(name), name));
    }

    [Fact]
    public async Task A_restore_without_a_database_makes_one()
    {
        var live = NewFile();

        Assert.Null(await SqliteRestore.RunAsync(database.File, live, database.Folder, Now, Token));

        await using var context = TemporaryDatabase.Open(live);
        Assert.Equal(3, await context.Roles.CountAsync(Token));
    }

    [Fact]
    public async Task A_damaged_or_foreign_file_is_refused_and_the_database_stays_as_it_was()
    {
        var live = NewFile();
        await MigrateAsync(live);
        await AddAsync(live, "kept");
        var damaged = NewFile();
        SqliteBackup.Save(live, damaged);
        var bytes = await File.ReadAllBytesAsync(damaged, Token);
        bytes.AsSpan(bytes.Length / 2, 4096).Fill(0xAB);
        await File.WriteAllBytesAsync(damaged, bytes, Token);
        var text = NewFile();
        await File.WriteAllTextAsync(text, string.Concat(Enumerable.Repeat("no database at all ", 500)), Token);

        await Assert.ThrowsAsync<InvalidDataException>(() => SqliteRestore.RunAsync(damaged, live, database.Folder, Now, Token));
        await Assert.ThrowsAsync<InvalidDataException>(() => SqliteRestore.RunAsync(text, live, database.Folder, Now, Token));

        await using var context = TemporaryDatabase.Open(live);
        Assert.Equal("kept", await context.Users.Select(user => user.DisplayName).SingleAsync(Token));
        Assert.Empty(Directory.GetFiles(database.Folder, "restoring-*"));
    }

    private static User NewUser(string name) => new() { Id = Guid.NewGuid(), DisplayName = name, CreatedAt = Now };

    private static async Task AddAsync(string file, string name)
    {
        await using var context = TemporaryDatabase.Open(file);
        context.Add(NewUser(name));
        await context.SaveChangesAsync(Token);
    }

    private async Task MigrateAsync(string file)
    {
        await using var context = TemporaryDatabase.Open(file);
        await SqliteMigration.RunAsync(context, database.Folder, Token);
    }
}
