using Microsoft.Playwright;

namespace KafkaQuiz.EndToEnd.Support;

/// <summary>
/// One headless Chromium for all browser tests, the machine's own (CHROMIUM, or chromium or google-chrome on the PATH). Where there is none, the
/// test is skipped with that reason. Register once: <c>[assembly: AssemblyFixture(typeof(Chromium))]</c>.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A fresh browser profile: no cookies, no storage; Korean unless told otherwise.</summary>
    public async Task<IBrowserContext> NewProfileAsync(
        string locale = "ko-KR", bool javaScript = true, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var browser = await BrowserAsync();
        var profile = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            JavaScriptEnabled = javaScript,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        profile.SetDefaultTimeout(15_000);
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_browser is not null) return _browser;
            var program = Find();
            Assert.SkipWhen(program is null, "Chromium is not installed (set CHROMIUM to its path, or put chromium on the PATH)");
            _playwright ??= await Playwright.CreateAsync();
            return _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = program,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                    "--disable-component-update", "--disable-sync",
                ],
            });
        }
        finally
        {
            _gate.Release();
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named) return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return (from name in new[] { "chromium", "google-chrome", "chromium-browser" }
                from folder in folders
                let candidate = Path.Combine(folder, name)
                where File.Exists(candidate)
                select candidate).FirstOrDefault();
    }
}
