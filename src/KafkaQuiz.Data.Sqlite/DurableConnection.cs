using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>
/// Makes every SQLite connection durable and proves it: write-ahead log, a sync of the log before a commit returns
/// (synchronous=FULL, so an acknowledged answer survives power loss: https://sqlite.org/pragma.html#pragma_synchronous),
/// foreign keys enforced, and up to 5 s of waiting for another writer.
/// A pooled connection keeps its settings, so that the work is done once for each native handle.
/// </summary>
/// <remarks>
/// The power-loss test has to show that it can lose data, so its control run turns syncing off: by an AppContext switch, which only
/// the runtimeconfig.json of a process can set, no setting of the product.
/// </remarks>
/// <exception cref="InvalidOperationException">SQLite did not take a setting (for example WAL on a network file system).</exception>
internal sealed class DurableConnection : DbConnectionInterceptor
{
    internal const int BusyTimeoutMilliseconds = 5000;

    internal static readonly DurableConnection Instance = new();

    internal const string ControlSwitch = "KafkaQuiz.PowerLossControl.SynchronousOff";

    private static readonly bool Control = AppContext.TryGetSwitch(ControlSwitch, out var on) && on;

    private static readonly (string Pragma, string Set, string Expected)[] Settings =
    [
        // First, so that switching to WAL already waits for others.
        ("busy_timeout", "5000", BusyTimeoutMilliseconds.ToString(CultureInfo.InvariantCulture)),
        ("journal_mode", "WAL", "wal"),
        Control ? ("synchronous", "OFF", "0") : ("synchronous", "FULL", "2"),
        ("foreign_keys", "ON", "1"),
    ];

    private readonly ConditionalWeakTable<sqlite3, object> _proven = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
        Ensure((SqliteConnection)connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Ensure((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    /// <summary>Sets and verifies the settings of an open connection that did not come through EF Core.</summary>
    internal void Ensure(SqliteConnection connection)
    {
        var handle = connection.Handle!;
        if (_proven.TryGetValue(handle, out _)) return;
        // EF Core looks whether a database exists through a connection that cannot write, and so has nothing to lose.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly) return;
        foreach (var (pragma, set, expected) in Settings)
        {
            Execute(connection, $"PRAGMA {pragma}={set}");
            var actual = Execute(connection, $"PRAGMA {pragma}");
            if (actual != expected)
                throw new InvalidOperationException(
                    $"SQLite refused {pragma}={set} on {connection.DataSource}: it is {actual}. Put the data folder on a local disk.");
        }

        _proven.AddOrUpdate(handle, this);
    }

    private static string? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
