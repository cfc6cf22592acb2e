using KafkaQuiz.Data;
using KafkaQuiz.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

Console.WriteLine("dotnet-ef loads this program; run eng/migrations.sh instead.");

internal sealed class SqliteFactory : IDesignTimeDbContextFactory<KafkaQuizDbContext>
{
    public KafkaQuizDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<KafkaQuizDbContext>().UseKafkaQuizSqlite("design-time.db").Options);
}
