using System.Net;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Tests.Accounts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Host;

/// <summary>Rules that hold for all pages, those that are yet to be written too: the addresses come from the routes.</summary>
public sealed class EveryPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_without_parameters_carries_the_policy_and_holds_nothing_inline()
    {
        var browser = site.Browser();
        await browser.SignUpAsync();
        var addresses = Routes("GET").Where(route => route.RoutePattern.Parameters.Count == 0).Select(route => route.RoutePattern.RawText!)
            .Where(address => !address.Contains('.', StringComparison.Ordinal)).Distinct().ToList();
        Assert.Contains("/sign-in", addresses);

        foreach (var address in addresses)
        {
            using var answer = await browser.Http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Token);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Equal(SecurityHeaders.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            var page = await browser.OpenAsync(address);
            Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onload], [onsubmit], [onchange]"));
        }
    }

    [Fact]
    public void Every_form_post_needs_an_anti_forgery_token_but_the_named_exceptions()
    {
        string[] exceptions = ["/language", "/theme"];

        var open = Routes("POST").Where(route => !route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .Where(route => route.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true })
            .Select(route => route.RoutePattern.RawText!);

        Assert.Equal(exceptions, open.Order());
    }

    private IEnumerable<RouteEndpoint> Routes(string method) =>
        site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true);
}
