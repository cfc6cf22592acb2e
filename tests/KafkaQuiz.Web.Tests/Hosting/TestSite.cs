using KafkaQuiz.Data;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace KafkaQuiz.Web.Tests.Hosting;

/// <summary>
/// The whole web application as it ships (production environment, real migrations, a SQLite file of its own), without a network.
/// Use it as a class fixture; make one by hand where a test needs other settings.
/// </summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings = new()
    {
        // Tests of limits set their own; the others must not meet one.
        ["KAFKAQUIZ_RATE_LIMIT"] = "0",
        ["KAFKAQUIZ_CONTENT"] = Repository(),
    };

    private readonly List<Action<IServiceCollection>> _services = [];

    // The real banks: a test of the product is a test of what it serves.
    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KafkaQuiz.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    /// <summary>The data folder: an own one, or that of a site that has stopped, as after a restart.</summary>
    public string Data { get; init; } = Directory.CreateTempSubdirectory("kafkaquiz-web-").FullName;

    /// <summary>Leaves the data folder to the site that comes after it.</summary>
    public bool KeepsData { get; init; }

    /// <summary>The server's clock. It starts at the real time and moves only when a test moves it.</summary>
    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Sets a variable such as <c>KAFKAQUIZ_REGISTRATION</c>; before the first request.</summary>
    public TestSite With(string variable, string value)
    {
        _settings[variable] = value;
        return this;
    }

    /// <summary>Replaces or adds services; before the first request.</summary>
    public TestSite With(Action<IServiceCollection> configure)
    {
        _services.Add(configure);
        return this;
    }

    /// <summary>A browser with its own cookies, which reads Korean.</summary>
    public TestBrowser Browser(string language = "ko") => new(this, language);

    /// <summary>Reads or writes the database behind the server's back.</summary>
    public async Task<T> DatabaseAsync<T>(Func<KafkaQuizDbContext, Task<T>> use)
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<KafkaQuizDbContext>());
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("KAFKAQUIZ_DATA", Data);
        foreach (var (variable, value) in _settings) builder.UseSetting(variable, value);
        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            // A password check that takes 0.1 s, as it should, would take most of the time of the tests.
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
            foreach (var configure in _services) configure(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(Data)) return;
        if (KeepsData) return;
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "kafkaquiz.db")};Foreign Keys=True"))
            SqliteConnection.ClearPool(connection);
        Directory.Delete(Data, recursive: true);
    }
}
