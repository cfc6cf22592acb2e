using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.StaticAssets;

namespace KafkaQuiz.Web.Host;

/// <summary>
/// Static files with their content's fingerprint in the name, so that a browser keeps them for ever. A component writes
/// <c>@Assets["css/site.css"]</c>.
/// </summary>
internal static class SiteAssets
{
    public static void MapSiteAssets(this WebApplication app) => app.MapStaticAssets().DisableRateLimiting().ShortCircuit().Add(KeepFonts);

    /// <summary>The group that every page belongs to: its components know the fingerprinted names.</summary>
    public static RouteGroupBuilder MapSite(this WebApplication app)
    {
        var assets = new Lazy<ResourceAssetCollection>(() => Collect(app));
        var site = app.MapGroup("").ExcludeFromDescription();
        ((IEndpointConventionBuilder)site).Add(endpoint => endpoint.Metadata.Add(assets.Value));
        site.RequireAntiForgeryTokens();
        return site;
    }

    // A font's name holds its hash by itself: fonts.css and the preload link must name the same address.
    private static void KeepFonts(EndpointBuilder endpoint)
    {
        if (endpoint is not RouteEndpointBuilder { RoutePattern.RawText: { } route } || !route.StartsWith("fonts/", StringComparison.Ordinal)) return;
        var serve = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            http.Response.OnStarting(() =>
            {
                http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Task.CompletedTask;
            });
            return serve(http);
        };
    }

    private static ResourceAssetCollection Collect(IEndpointRouteBuilder app)
    {
        var assets =
            from source in app.DataSources
            where source.GetType().Namespace == typeof(StaticAssetDescriptor).Namespace
            from endpoint in source.Endpoints
            let descriptor = endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()
            let label = descriptor?.Properties.FirstOrDefault(property => property.Name == "label")?.Value
            where label is not null && descriptor.Selectors.Count == 0
            select new ResourceAsset(descriptor.Route, [new ResourceAssetProperty("label", label)]);
        return new ResourceAssetCollection([.. assets]);
    }
}
