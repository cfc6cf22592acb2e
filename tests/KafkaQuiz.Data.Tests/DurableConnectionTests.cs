using KafkaQuiz.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests;

public sealed class DurableConnectionTests(TemporaryDatabase database) : IClassFixture<TemporaryDatabase>
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("busy_timeout", "5000")]
    public async Task Every_connection_of_the_pool_is_durable(string pragma, string expected)
    {
        var contexts = Enumerable.Range(0, 4).Select(_ => database.Open()).ToList();
        foreach (var context in contexts)
        {
            await context.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
            using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            Assert.Equal(expected, command.ExecuteScalar()!.ToString());
        }

        foreach (var context in contexts) await context.DisposeAsync();
    }

    [Fact]
    public void A_connection_that_cannot_be_durable_is_refused()
    {
        // A database in memory has no write-ahead log.
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();

        var refused = Assert.Throws<InvalidOperationException>(() => DurableConnection.Instance.Ensure(connection));

        Assert.Contains("journal_mode", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Foreign_keys_are_enforced()
    {
        using var context = database.Open();

        Assert.Throws<SqliteException>(() => context.Database.ExecuteSqlRaw(
            "INSERT INTO \"UserRoles\" (\"UserId\", \"RoleId\") VALUES ('nobody', 'nothing')"));
    }
}
