using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Data.Accounts;

/// <summary>The version of Identity's schema, which Identity reads from the services behind a context.</summary>
public static class IdentityStores
{
    private static readonly ServiceProvider Standalone =
        new ServiceCollection().Configure<IdentityOptions>(Configure).BuildServiceProvider();

    /// <summary>The first version with passkeys.</summary>
    public static Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <summary>Applies the schema version; the web host calls it with its own Identity options.</summary>
    public static void Configure(IdentityOptions options) => options.Stores.SchemaVersion = SchemaVersion;

    /// <summary>Lets a context that no host made (command line, tests, migrations) see the same schema version.</summary>
    public static DbContextOptionsBuilder UseIdentityStores(this DbContextOptionsBuilder options)
    {
        var hosted = options.Options.FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;
        return hosted is null ? options.UseApplicationServiceProvider(Standalone) : options;
    }
}
