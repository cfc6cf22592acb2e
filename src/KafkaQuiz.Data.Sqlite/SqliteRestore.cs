using System.Globalization;
using Microsoft.Data.Sqlite;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>
/// Puts a backup in the place of a database that may be in use. The content of every table is replaced in one write transaction:
/// readers see the old state until it commits and the new one afterwards, whatever kills the process in between. While other
/// writers are shut out, the old state is saved, so that the safety copy holds everything that was ever acknowledged.
/// </summary>
public static class SqliteRestore
{
    /// <param name="backup">A file that <see cref="SqliteBackup.Save"/> wrote, by this or an older version.</param>
    /// <param name="live">The database to replace; created where it is missing.</param>
    /// <param name="backupFolder">Where the old state goes.</param>
    /// <param name="now">Names the safety copy.</param>
    /// <returns>The safety copy, or null if there was no database before.</returns>
    /// <exception cref="InvalidDataException">The backup or the database is damaged.</exception>
    /// <exception cref="UnknownSchemaException">A newer version of KafkaQuiz made the backup or the database.</exception>
    public static async Task<string?> RunAsync(
        string backup, string live, string backupFolder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SqliteBackup.Check(backup);
        Directory.CreateDirectory(backupFolder);
        var staged = Path.Combine(backupFolder, $"restoring-{Guid.CreateVersion7(now):n}.db");
        try
        {
            // A copy, which an older backup needs to be brought to this version's tables without touching the file itself.
            SqliteBackup.Save(backup, staged);
            await MigrateAsync(staged, backupFolder, cancellationToken);
            SqliteBackup.Check(staged);
            if (File.Exists(live)) SqliteBackup.Check(live);
            else return await StartFromAsync(staged, live, cancellationToken);

            await MigrateAsync(live, backupFolder, cancellationToken);
            var safety = Path.Combine(backupFolder, $"before-restore-{now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.db");
            Replace(staged, live, () => SqliteBackup.Save(live, safety));
            return safety;
        }
        finally
        {
            foreach (var suffix in (string[])["", "-wal", "-shm", ".migrating", ".partial"]) File.Delete(staged + suffix);
        }
    }

    private static async Task<string?> StartFromAsync(string staged, string live, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(live))!);
        using var one = await ExclusiveFile.TakeAsync(live + ".migrating", cancellationToken);
        SqliteBackup.Save(staged, live);
        return null;
    }

    private static async Task MigrateAsync(string file, string backupFolder, CancellationToken cancellationToken)
    {
        var options = new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<KafkaQuizDbContext>().UseKafkaQuizSqlite(file).Options;
        await using (var database = new KafkaQuizDbContext(options))
            await SqliteMigration.RunAsync(database, backupFolder, cancellationToken);
        using var pooled = new SqliteConnection(SqliteOptions.ConnectionString(file));
        SqliteConnection.ClearPool(pooled);
    }

    private static void Replace(string from, string live, Action saveOldState)
    {
        using var connection = SqliteBackup.Open(live, SqliteOpenMode.ReadWrite);
        DurableConnection.Instance.Ensure(connection);
        // Tables are filled in any order; the copy as a whole was consistent and is checked below.
        Execute(connection, "PRAGMA foreign_keys=OFF");
        Execute(connection, "PRAGMA busy_timeout=30000");
        using (var attach = connection.CreateCommand())
        {
            attach.CommandText = "ATTACH $file AS restored";
            attach.Parameters.AddWithValue("$file", from);
            attach.ExecuteNonQuery();
        }

        using var transaction = connection.BeginTransaction(deferred: false);
        saveOldState();
        foreach (var table in Column(connection, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> '__EFMigrationsLock'"))
        {
            var columns = string.Join(", ", Column(connection, $"SELECT '\"' || name || '\"' FROM pragma_table_info('{table}') ORDER BY cid"));
            Execute(connection, $"DELETE FROM main.\"{table}\"");
            Execute(connection, $"INSERT INTO main.\"{table}\" ({columns}) SELECT {columns} FROM restored.\"{table}\"");
        }

        if (Column(connection, "SELECT name FROM main.sqlite_master WHERE name = 'sqlite_sequence'").Count > 0)
        {
            Execute(connection, "DELETE FROM main.sqlite_sequence");
            Execute(connection, "INSERT INTO main.sqlite_sequence (name, seq) SELECT name, seq FROM restored.sqlite_sequence");
        }

        if (Column(connection, "SELECT \"table\" FROM pragma_foreign_key_check").Count > 0) throw new InvalidDataException(from);
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> values = [];
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }
}
