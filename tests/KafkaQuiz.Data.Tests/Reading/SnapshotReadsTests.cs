using KafkaQuiz.Data.Reading;
using KafkaQuiz.Data.Sqlite;
using KafkaQuiz.Data.Writing;
using Microsoft.Data.Sqlite;

namespace KafkaQuiz.Data.Tests.Reading;

public sealed class SnapshotReadsTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>, IAsyncLifetime
{
    private IDurableWriter _writer = null!;
    private IDatabaseReader _reader = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _writer = SqliteOptions.CreateWriter(database.File);
        _reader = SqliteOptions.CreateReader(database.File);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        ((IDisposable)_reader).Dispose();
        await ((IAsyncDisposable)_writer).DisposeAsync();
    }

    [Fact]
    public async Task What_was_acknowledged_is_read()
    {
        for (int i = 0; i < 20; i++)
        {
            var id = await AddAsync();
            Assert.Equal(1, await _reader.ReadAsync(state => Count(state, id), Token));
        }
    }

    [Fact]
    public async Task One_read_sees_one_state_whatever_is_written_meanwhile()
    {
        var id = Guid.NewGuid();

        var (before, after) = await _reader.ReadAsync(
            state =>
            {
                int first = Count(state, id);
                // On a thread of its own: the writer commits while this read goes on.
                AddAsync(id).GetAwaiter().GetResult();
                return (first, Count(state, id));
            },
            Token);

        Assert.Equal((0, 0), (before, after));
        Assert.Equal(1, await _reader.ReadAsync(state => Count(state, id), Token));
    }

    [Fact]
    public async Task A_read_cannot_write()
    {
        var fault = await Assert.ThrowsAsync<SqliteException>(async () => await _reader.ReadAsync(
            state => state.Query("""DELETE FROM "Roles" RETURNING 1""", row => row.GetInt32(0)), Token));

        Assert.Equal(8, fault.SqliteErrorCode); // SQLITE_READONLY
    }

    [Fact]
    public async Task A_read_that_fails_leaves_the_next_one_alone()
    {
        var id = await AddAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _reader.ReadAsync<int>(
            state => throw new InvalidOperationException($"after {Count(state, id)}"), Token));

        Assert.Equal(1, await _reader.ReadAsync(state => Count(state, id), Token));
    }

    [Fact]
    public async Task A_reader_that_was_let_go_reads_no_more()
    {
        var reader = SqliteOptions.CreateReader(database.File);
        ((IDisposable)reader).Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await reader.ReadAsync(state => Count(state, Guid.Empty), Token));
    }

    private Task<Guid> AddAsync() => AddAsync(Guid.NewGuid());

    private Task<Guid> AddAsync(Guid id) => _writer.WriteAsync(
        open =>
        {
            open.Execute("""INSERT INTO "Roles" ("Id", "Name", "NormalizedName") VALUES (@p1, @p2, @p3)""", id, id.ToString(), id.ToString());
            return id;
        },
        Token);

    private static int Count(IReadTransaction state, Guid id) =>
        state.Query("""SELECT COUNT(*) FROM "Roles" WHERE "Id" = @p1""", row => row.GetInt32(0), id)[0];
}
