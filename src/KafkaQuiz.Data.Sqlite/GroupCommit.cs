using System.Threading.Channels;
using KafkaQuiz.Data.Writing;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>
/// The writer of small durable writes on SQLite. SQLite has one writer at a time and a commit waits for the disk; here one thread takes
/// all work that waits, runs it in one transaction and acknowledges it after the commit's sync (group commit: DeWitt et al., 1984). While
/// it syncs, the next group gathers. Nothing is held back to make a group larger: a lone write commits at once.
/// </summary>
internal sealed class GroupCommit : IDurableWriter, IAsyncDisposable
{
    /// <summary>Work in one transaction at most: bounds how long other writers and the first in the group wait.</summary>
    internal const int LargestGroup = 256;

    private readonly Channel<IWork> _waiting = Channel.CreateUnbounded<IWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly string _connectionString;
    private readonly Thread _writer;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GroupCommit(string file)
    {
        // Its own handle, not one of the pool.
        _connectionString = SqliteOptions.ConnectionString(file, pooling: false);
        _writer = new Thread(Run) { IsBackground = true, Name = "group commit" };
        _writer.Start();
    }

    public Task<T> WriteAsync<T>(Func<IWriteTransaction, T> work, CancellationToken cancellationToken)
    {
        var waiting = new Work<T>(work, cancellationToken);
        return _waiting.Writer.TryWrite(waiting)
            ? waiting.Task
            : Task.FromException<T>(new ObjectDisposedException(nameof(GroupCommit), "The server is stopping."));
    }

    /// <summary>Commits what waits, then lets go of the database.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Run()
    {
        PreparedConnection? database = null;
        var group = new List<IWork>();
        while (Wait())
        {
            group.Clear();
            while (group.Count < LargestGroup && _waiting.Reader.TryRead(out var work))
                if (work.Begin()) group.Add(work);
            if (group.Count == 0) continue;
            try
            {
                database ??= new PreparedConnection(_connectionString);
                database.Begin();
                foreach (var work in group) database.RunApart(work);
                database.Commit();
                foreach (var work in group) work.Acknowledge();
            }
#pragma warning disable CA1031 // Whatever it was, nothing of the group is on disk: each of its callers must hear of it, and the next group goes on.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                foreach (var work in group) work.Fail(fault);
                database?.Dispose();
                database = null;
            }
        }

        database?.Dispose();
        _stopped.SetResult();
    }

    private bool Wait()
    {
        var more = _waiting.Reader.WaitToReadAsync();
        return more.IsCompletedSuccessfully ? more.Result : more.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Work of a group.</summary>
    internal interface IWork
    {
        /// <summary>False where its caller has gone: it is then left out.</summary>
        bool Begin();

        /// <summary>Runs it; what it throws is kept for <see cref="Acknowledge"/>.</summary>
        /// <returns>Whether it went well.</returns>
        bool Run(IWriteTransaction database);

        /// <summary>Its result, or what it threw, goes to its caller: the group is on disk.</summary>
        void Acknowledge();

        /// <summary>The group is not on disk.</summary>
        void Fail(Exception fault);
    }

    private sealed class Work<T>(Func<IWriteTransaction, T> work, CancellationToken cancellationToken) : IWork
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;
        private Exception? _thrown;

        public Task<T> Task => _done.Task;

        public bool Begin()
        {
            if (!cancellationToken.IsCancellationRequested) return true;
            _done.SetCanceled(cancellationToken);
            return false;
        }

        public bool Run(IWriteTransaction database)
        {
            try
            {
                _result = work(database);
                return true;
            }
#pragma warning disable CA1031 // Any fault of one caller's work is that caller's alone.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                _thrown = fault;
                return false;
            }
        }

        public void Acknowledge()
        {
            if (_thrown is null) _done.SetResult(_result);
            else _done.SetException(_thrown);
        }

        public void Fail(Exception fault) => _done.TrySetException(_thrown ?? fault);
    }
}
