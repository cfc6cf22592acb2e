using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests;

public sealed class MigrationTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Sqlite_migrations_hold_every_change_of_the_model()
    {
        using var context = database.Open();

        Assert.False(context.Database.HasPendingModelChanges(), "The model changed: run eng/migrations.sh and commit its output.");
    }

    [Fact]
    public async Task A_fresh_database_holds_the_three_roles()
    {
        await using var context = database.Open();

        Assert.Equal(Roles.All.Order(), await context.Roles.Select(role => role.Name!).OrderBy(name => name).ToListAsync(Token));
    }

    [Fact]
    public async Task Migrating_twice_changes_nothing()
    {
        await using var context = database.Open();
        var before = await context.Database.GetAppliedMigrationsAsync(Token);

        await SqliteMigration.RunAsync(context, database.Folder, Token);

        Assert.Equal(before, await context.Database.GetAppliedMigrationsAsync(Token));
    }

    [Fact]
    public async Task A_lock_left_by_a_killed_migration_does_not_block_the_next_start()
    {
        var file = Path.Combine(database.Folder, "killed.db");
        await using var context = TemporaryDatabase.Open(file);
        await context.Database.ExecuteSqlRawAsync(
            "CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);"
            + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')", Token);

        await SqliteMigration.RunAsync(context, database.Folder, Token).WaitAsync(TimeSpan.FromSeconds(20), Token);

        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Token));
    }

    [Fact]
    public async Task A_database_of_an_unknown_version_is_refused_untouched()
    {
        var file = Path.Combine(database.Folder, "future.db");
        await using var context = TemporaryDatabase.Open(file);
        await context.Database.ExecuteSqlRawAsync(
            "CREATE TABLE \"__EFMigrationsHistory\" (\"MigrationId\" TEXT NOT NULL PRIMARY KEY, \"ProductVersion\" TEXT NOT NULL);"
            + "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Future', '99')", Token);

        var refused = await Assert.ThrowsAsync<UnknownSchemaException>(() => SqliteMigration.RunAsync(context, database.Folder, Token));

        Assert.Contains("29990101000000_Future", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["29990101000000_Future"], await context.Database.GetAppliedMigrationsAsync(Token));
    }
}
