using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Host;

/// <summary>
/// Whatever a page does, a client of the API can do. Who adds a form to a page adds the endpoint that calls the same handler, and
/// a line here.
/// </summary>
public sealed class ApiCounterpartTests(TestSite site) : IClassFixture<TestSite>
{
    /// <summary>A page's POST, and the calls (one or several together) that do the same.</summary>
    private static readonly Dictionary<string, string[]> counterparts = new(StringComparer.Ordinal)
    {
        ["/sign-up"] = ["POST /sign-up"],
        ["/sign-in"] = ["POST /sign-in"],
        ["/sign-in/second-factor"] = ["POST /sign-in/second-factor"],
        ["/sign-out"] = ["POST /sign-out"],
        ["/password/forgot"] = ["POST /password/forgot"],
        ["/password/reset"] = ["POST /password/reset"],
        ["/passkeys/sign-in-options"] = ["POST /passkeys/sign-in-options"],
        ["/passkeys/sign-in"] = ["POST /passkeys/sign-in"],
        ["/account/passkeys"] = ["POST /me/passkeys"],
        ["/account/passkeys/options"] = ["POST /me/passkeys/options"],
        ["/account/passkeys/{id}/remove"] = ["DELETE /me/passkeys/{id}"],
        ["/account/two-factor"] = ["POST /me/two-factor"],
        ["/account/two-factor/off"] = ["POST /me/two-factor/off"],
        ["/account/two-factor/recovery-codes"] = ["POST /me/two-factor/recovery-codes"],
        ["/account/tokens"] = ["POST /me/tokens"],
        ["/account/tokens/{id}/revoke"] = ["DELETE /me/tokens/{id}"],
        ["/account/name"] = ["PUT /me/name"],
        ["/account/password"] = ["PUT /me/password"],
        ["/account/sessions/{id}/end"] = ["DELETE /me/sessions/{id}"],
        ["/account/sessions/end-others"] = ["POST /me/sessions/end-others"],
        ["/account/delete"] = ["POST /me/delete"],
        ["/administrator/{code}"] = ["POST /administrator"],
        ["/admin/users"] = ["POST /admin/users"],
        ["/admin/users/{id}/role"] = ["PUT /admin/users/{id}/role"],
        // A page's visitor becomes a guest with the first quiz or lab.
        ["/attempts"] = ["POST /guest", "POST /attempts"],
        ["/attempts/{id}"] = ["POST /attempts/{id}/responses", "POST /attempts/{id}/items/{position}/check", "POST /attempts/{id}/submit"],
        ["/attempts/{id}/retry"] = ["POST /attempts/{id}/retry"],
        ["/labs/{lab}/start"] = ["POST /guest", "POST /labs/{lab}/sessions", "PUT /lab-sessions/{session}/practice"],
        ["/labs/{lab}/sessions/{session}/practice"] = ["PUT /lab-sessions/{session}/practice"],
        ["/labs/{lab}/sessions/{session}/brokers"] = ["POST /lab-sessions/{session}/practice/brokers/{node}"],
        ["/labs/{lab}/sessions/{session}/time"] = ["POST /lab-sessions/{session}/practice/time"],
        ["/labs/{lab}/sessions/{session}/terminal"] = ["POST /lab-sessions/{session}/practice/terminal"],
        ["/labs/{lab}/sessions/{session}/interrupt"] = ["POST /lab-sessions/{session}/practice/terminal/interrupt"],
        ["/labs/{lab}/sessions/{session}/end-input"] = ["POST /lab-sessions/{session}/practice/terminal/end-input"],
        ["/labs/{lab}/sessions/{session}/files"] = ["PUT /lab-sessions/{session}/practice/files"],
        ["/labs/{lab}/sessions/{session}/cluster"] = ["PUT /lab-sessions/{session}/cluster"],
        ["/labs/{lab}/sessions/{session}/disconnect"] = ["DELETE /lab-sessions/{session}/cluster"],
        ["/labs/{lab}/sessions/{session}/prepare"] = ["POST /lab-sessions/{session}/setup"],
        ["/labs/{lab}/sessions/{session}/answers"] = ["PUT /lab-sessions/{session}/answers"],
        ["/labs/{lab}/sessions/{session}/evaluate"] = ["POST /lab-sessions/{session}/evaluations"],
    };

    /// <summary>How pages look in one browser: the API's clients choose the language with Accept-Language, and have no colours.</summary>
    private static readonly string[] onlyForPages = ["/language", "/theme"];

    [Fact]
    public void Every_form_of_a_page_has_its_endpoints_in_the_API()
    {
        var routes = Routes().ToList();
        var pages = routes.Where(route => route.Method == "POST" && !route.Path.StartsWith("/api/", StringComparison.Ordinal))
            .Select(route => route.Path).Except(onlyForPages).ToHashSet();
        var api = routes.Where(route => route.Path.StartsWith("/api/v1/", StringComparison.Ordinal))
            .Select(route => $"{route.Method} {route.Path["/api/v1".Length..]}").ToHashSet();

        Assert.Equal(pages.Order(), counterparts.Keys.Order());
        Assert.Empty(counterparts.Values.SelectMany(calls => calls).Except(api));
    }

    [Fact]
    public void Every_endpoint_of_the_API_says_what_it_does()
    {
        var silent = Endpoints().Where(route => Path(route).StartsWith("/api/v1/", StringComparison.Ordinal))
            .Where(route => route.Metadata.GetMetadata<IEndpointSummaryMetadata>() is null || route.Metadata.GetMetadata<ITagsMetadata>() is null)
            .Select(Path);

        Assert.Empty(silent);
    }

    private IEnumerable<(string Method, string Path)> Routes() =>
        from route in Endpoints()
        from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        select (method, Path(route));

    private IEnumerable<RouteEndpoint> Endpoints() =>
        site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    // Without constraints ({id:guid}), with one slash before and none behind.
    private static string Path(RouteEndpoint route) => "/" + string.Join('/', route.RoutePattern.PathSegments.Select(segment => string.Concat(
        segment.Parts.Select(part => part is RoutePatternParameterPart parameter
            ? $"{{{parameter.Name}}}"
            : ((RoutePatternLiteralPart)part).Content))));
}
