using System.IO.Compression;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace KafkaQuiz.Web.Host;

/// <summary>What the process itself needs: address, log, shutdown, compression, proxies.</summary>
internal static class HostSetup
{
    /// <summary>How long requests under way may take to finish once the server was told to stop.</summary>
    public static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(20);

    public static void AddHost(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainFor);
        builder.WebHost.UseUrls(settings.Listen);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        // Also outside development, so that the build output serves the site's files without a publish step.
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddResponseCompression(options =>
        {
            // Anti-forgery tokens differ in every answer, and nothing else that is secret stands in a page.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    public static void UseProxyHeaders(this IApplicationBuilder app, Settings settings)
    {
        if (settings.TrustedProxies.Count == 0) return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.TrustedProxies) options.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(options);
    }
}
