using KafkaQuiz.Data.Accounts;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Data;

/// <summary>
/// The whole database, for every provider. A feature adds its entities by adding an
/// <see cref="IEntityTypeConfiguration{TEntity}"/> in its own folder of this project and reads them with
/// <see cref="DbContext.Set{TEntity}()"/>; nothing here changes. Then eng/migrations.sh.
/// </summary>
public sealed class KafkaQuizDbContext(DbContextOptions<KafkaQuizDbContext> options)
    : IdentityDbContext<User, Role, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Keys that protect cookies and tokens: in the database, so that every web node reads the same.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcInstantConverter>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        // Identity takes the version from the options of whoever made the context; the model must not vary with it.
        if (SchemaVersion != IdentityStores.SchemaVersion)
            throw new InvalidOperationException($"Configure Identity with {nameof(IdentityStores)}.{nameof(IdentityStores.Configure)}.");
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(KafkaQuizDbContext).Assembly);
    }
}
