using KafkaQuiz.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data.Tests;

/// <summary>A migrated SQLite database in a folder of its own, deleted at the end.</summary>
public sealed class TemporaryDatabase : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("kafkaquiz-data-").FullName;

    public string File => Path.Combine(Folder, "kafkaquiz.db");

    public KafkaQuizDbContext Open() => Open(File);

    public static KafkaQuizDbContext Open(string file) =>
        new(new DbContextOptionsBuilder<KafkaQuizDbContext>().UseKafkaQuizSqlite(file).Options);

    public async ValueTask InitializeAsync()
    {
        await using var context = Open();
        await SqliteMigration.RunAsync(context, Path.Combine(Folder, "backups"), TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
