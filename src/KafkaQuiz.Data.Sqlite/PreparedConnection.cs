using System.Data.Common;
using KafkaQuiz.Data.Writing;
using Microsoft.Data.Sqlite;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>A connection that stays open with its prepared statements; used by one thread at a time.</summary>
internal sealed class PreparedConnection : IWriteTransaction, IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    public PreparedConnection(string connectionString)
    {
        _connection = new SqliteConnection(connectionString);
        try
        {
            _connection.Open();
            DurableConnection.Instance.Ensure(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    // Statements, not SqliteTransaction: its commands must be told of every transaction anew. IMMEDIATE takes the write lock at once, so
    // that a group waits for another process at its beginning (busy_timeout) and never fails in its middle.
    public void Begin() => Execute("BEGIN IMMEDIATE");

    /// <summary>All that is read until <see cref="Commit"/> is one state of the database.</summary>
    public void BeginReading() => Execute("BEGIN");

    public void Commit() => Execute("COMMIT");

    /// <summary>From now on SQLite refuses every statement that writes.</summary>
    public void OnlyRead() => Execute("PRAGMA query_only=ON");

    /// <summary>Runs one caller's work; if it fails, what it wrote is undone and the others' stays.</summary>
    public void RunApart(GroupCommit.IWork work)
    {
        Execute("SAVEPOINT work");
        if (!work.Run(this)) Execute("ROLLBACK TO work");
        Execute("RELEASE work");
    }

    public int Execute(string sql, params ReadOnlySpan<object?> values) => Bound(sql, values).ExecuteNonQuery();

    public List<T> Query<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = Bound(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        // Closing rolls back what was not committed.
        _connection.Dispose();
    }

    private SqliteCommand Bound(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            for (int i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i + 1}" });
            _prepared[sql] = command;
        }

        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = Stored(values[i]);
        return command;
    }

    // As EF Core stores the same values, so that both read each other's rows.
    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset instant => UtcInstantConverter.ToStored(instant),
        _ => value,
    };
}
