using KafkaQuiz.Data.Accounts;
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

    internal static string ConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = Path.GetFullPath(file),
        Mode = SqliteOpenMode.ReadWriteCreate,
        ForeignKeys = true,
        Pooling = true,
    }.ToString();
}
