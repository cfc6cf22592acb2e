using System.Net;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Tests.Hosting;

namespace KafkaQuiz.Web.Tests.Host;

public sealed class HostTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_started_server_is_alive_and_ready(string address)
    {
        using var answer = await site.Browser().Http.GetAsync(new Uri(address, UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/nowhere")]
    public async Task Every_answer_carries_the_strict_security_headers(string address)
    {
        using var answer = await site.Browser().Http.GetAsync(new Uri(address, UriKind.Relative), Token);

        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("unsafe", SecurityHeaders.ContentSecurityPolicy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ko", "페이지를 찾을 수 없습니다")]
    [InlineData("en-GB", "Not found")]
    [InlineData("fr", "페이지를 찾을 수 없습니다")]
    public async Task An_unknown_address_is_explained_in_the_readers_language(string language, string title)
    {
        var browser = site.Browser(language);

        var page = await browser.OpenAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "ko", page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task An_unknown_address_of_the_API_answers_with_problem_details()
    {
        using var answer = await site.Browser("en").Http.GetAsync(new Uri("/api/v1/nowhere", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Not found", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_language_switch_holds_and_never_leads_to_another_site()
    {
        var browser = site.Browser();
        using var form = new FormUrlEncodedContent([new("to", "en"), new("returnUrl", "//evil.example/x")]);

        using var answer = await browser.Http.PostAsync(new Uri("/language", UriKind.Relative), form, Token);
        await browser.OpenAsync("/nowhere");

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Equal("en", browser.Page.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/a?b=c", true)]
    [InlineData("//evil.example", false)]
    [InlineData("/\\evil.example", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("/a\tb", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_paths_of_this_site_are_local(string? url, bool local) => Assert.Equal(local, LocalUrl.IsLocal(url));
}
