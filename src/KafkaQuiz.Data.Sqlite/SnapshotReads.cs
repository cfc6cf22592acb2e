using System.Collections.Concurrent;
using KafkaQuiz.Data.Reading;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>
/// Reads on SQLite: as many connections as ever read at once. In write-ahead mode a reader sees the state of its beginning and waits for
/// nobody (https://sqlite.org/wal.html); between reads a connection holds no state, so that the log can be checkpointed.
/// </summary>
internal sealed class SnapshotReads(string file) : IDatabaseReader, IDisposable
{
    private readonly ConcurrentBag<PreparedConnection> _idle = [];
    private readonly string _connectionString = SqliteOptions.ConnectionString(file, pooling: false);
    private volatile bool _disposed;

    public ValueTask<T> ReadAsync<T>(Func<IReadTransaction, T> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        var connection = _idle.TryTake(out var idle) ? idle : Open();
        try
        {
            connection.BeginReading();
            var result = work(connection);
            connection.Commit();
            _idle.Add(connection);
            // It may have been given back after the others were closed.
            if (_disposed) Dispose();
            return ValueTask.FromResult(result);
        }
        catch
        {
            // Closing ends its transaction, whatever state it was in.
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }

    private PreparedConnection Open()
    {
        var connection = new PreparedConnection(_connectionString);
        try
        {
            connection.OnlyRead();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
