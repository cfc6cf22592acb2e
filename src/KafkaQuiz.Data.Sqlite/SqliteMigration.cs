using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>Brings a database to this program's schema.</summary>
public static class SqliteMigration
{
    /// <summary>
    /// Applies what is pending, one process at a time; a database that already holds something is first copied to
    /// <paramref name="backupFolder"/>.
    /// </summary>
    /// <exception cref="UnknownSchemaException">A newer or a development version of KafkaQuiz made the database.</exception>
    public static async Task RunAsync(KafkaQuizDbContext database, string backupFolder, CancellationToken cancellationToken)
    {
        var file = Path.GetFullPath(database.Database.GetDbConnection().DataSource);
        using var one = await ExclusiveFile.TakeAsync(file + ".migrating", cancellationToken);

        var known = database.Database.GetMigrations().ToHashSet();
        var applied = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var unknown = applied.Where(migration => !known.Contains(migration)).ToList();
        if (unknown.Count > 0) throw new UnknownSchemaException(file, unknown);
        if (applied.Count == known.Count) return;

        if (applied.Count > 0)
        {
            Directory.CreateDirectory(backupFolder);
            SqliteBackup.Save(file, Path.Combine(backupFolder, $"before-{known.Except(applied).Order().First()}.db"));
        }

        // EF Core keeps its own lock as a row; a process killed while migrating leaves it behind for ever. The file above is the
        // lock that dies with its process, so a row found here belongs to nobody.
        await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
    }
}
