using Microsoft.Data.Sqlite;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>Copies of a database that is in use.</summary>
public static class SqliteBackup
{
    /// <summary>
    /// Writes a consistent copy of the database at <paramref name="source"/> to <paramref name="target"/> while others read and
    /// write it, checks the copy, and only then gives it its name (an existing file is replaced).
    /// </summary>
    /// <exception cref="InvalidDataException">The copy failed SQLite's integrity check.</exception>
    public static void Save(string source, string target)
    {
        if (!File.Exists(source)) throw new FileNotFoundException(null, source);
        var partial = target + ".partial";
        File.Delete(partial);
        using (var from = Open(source, SqliteOpenMode.ReadWrite))
        using (var command = from.CreateCommand())
        {
            // One read transaction, so the copy is a state that existed; also compact (https://sqlite.org/lang_vacuum.html).
            command.CommandText = "VACUUM INTO $target";
            command.Parameters.AddWithValue("$target", partial);
            command.ExecuteNonQuery();
        }

        using (var handle = File.OpenHandle(partial, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(handle);
        Check(partial);
        File.Move(partial, target, overwrite: true);
    }

    /// <summary>Runs SQLite's integrity check.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or no SQLite database.</exception>
    public static void Check(string file)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            if (command.ExecuteScalar() is not "ok") throw new InvalidDataException(file);
        }
        catch (SqliteException fault)
        {
            throw new InvalidDataException(file, fault);
        }
    }

    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
