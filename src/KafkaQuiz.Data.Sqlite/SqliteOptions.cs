using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Data.Reading;
using KafkaQuiz.Data.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Sqlite;

/// <summary>Points the context at a SQLite file.</summary>
public static class SqliteOptions
{
    /// <summary>Uses the SQLite database in <paramref name="file"/>, created when it is missing (its folder must exist).</summary>
    public static DbContextOptionsBuilder UseKafkaQuizSqlite(this DbContextOptionsBuilder options, string file) => options
        .UseSqlite(ConnectionString(file), sqlite => sqlite.MigrationsAssembly(typeof(SqliteOptions).Assembly.GetName().Name))
        .AddInterceptors(DurableConnection.Instance)
        .UseIdentityStores();

    /// <inheritdoc cref="UseKafkaQuizSqlite(DbContextOptionsBuilder,string)"/>
    public static DbContextOptionsBuilder<KafkaQuizDbContext> UseKafkaQuizSqlite(
        this DbContextOptionsBuilder<KafkaQuizDbContext> options, string file)
    {
        UseKafkaQuizSqlite((DbContextOptionsBuilder)options, file);
        return options;
    }

    /// <summary>The writer of small durable writes to the database in <paramref name="file"/>; one for a process.</summary>
    public static IDurableWriter CreateWriter(string file) => new GroupCommit(file);

    /// <summary>The reader of what every request needs from the database in <paramref name="file"/>; one for a process.</summary>
    public static IDatabaseReader CreateReader(string file) => new SnapshotReads(file);

    internal static string ConnectionString(string file, bool pooling = true) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(file),
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        Pooling = pooling,
    }.ToString();
}
