using KafkaQuiz.Data;
using KafkaQuiz.Data.Sqlite;
using Microsoft.AspNetCore.DataProtection;

namespace KafkaQuiz.Web.Host;

/// <summary>The database, brought to the model's state before the first request.</summary>
internal static class DatabaseSetup
{
    public static void AddDatabase(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddDbContextPool<KafkaQuizDbContext>(options => options.UseKafkaQuizSqlite(settings.DatabaseFile));
        builder.Services.AddSingleton(_ => SqliteOptions.CreateWriter(settings.DatabaseFile));
        builder.Services.AddSingleton(_ => SqliteOptions.CreateReader(settings.DatabaseFile));
        builder.Services.AddDataProtection().SetApplicationName("KafkaQuiz").PersistKeysToDbContext<KafkaQuizDbContext>();
    }

    public static async Task MigrateDatabaseAsync(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<Settings>();
        Directory.CreateDirectory(settings.Data);
        using var scope = app.Services.CreateScope();
        await SqliteMigration.RunAsync(
            scope.ServiceProvider.GetRequiredService<KafkaQuizDbContext>(), settings.BackupFolder, app.Lifetime.ApplicationStopping);
    }
}
