using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class TokenTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_authenticates_the_API_and_only_its_hash_is_stored()
    {
        var browser = site.Browser();
        var email = await browser.SignUpAsync();
        var token = await CreateAsync(browser, "read");

        using var answer = await WithToken(token).GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);
        var me = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.Equal(email, me.GetProperty("email").GetString());
        var stored = await site.DatabaseAsync(database => database.Set<PersonalAccessToken>().SingleAsync(row => row.Ending == token.Substring(token.Length - 4), Token));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(token)), stored.Hash);
        using var page = await WithToken(token).GetAsync(new Uri("/account", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Found, page.StatusCode);
    }

    [Fact]
    public async Task A_token_does_no_more_than_its_scopes_say()
    {
        var browser = site.Browser();
        await browser.SignUpAsync();
        using var reader = WithToken(await CreateAsync(browser, "read"));
        using var writer = WithToken(await CreateAsync(browser, "write"));
        var name = new { name = "새 이름" };

        using var refused = await reader.PutAsJsonAsync(new Uri("/api/v1/me/name", UriKind.Relative), name, Token);
        using var done = await writer.PutAsJsonAsync(new Uri("/api/v1/me/name", UriKind.Relative), name, Token);
        using var multiplied = await writer.PostAsJsonAsync(
            new Uri("/api/v1/me/tokens", UriKind.Relative), new { name = "more", scopes = (string[])["read"] }, Token);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, multiplied.StatusCode);
    }

    [Fact]
    public async Task A_revoked_and_an_expired_token_are_refused()
    {
        using var own = new TestSite();
        var browser = own.Browser();
        await browser.SignUpAsync();
        var revoked = await CreateAsync(browser, "read");
        var id = await own.DatabaseAsync(database => database.Set<PersonalAccessToken>().Select(row => row.Id).SingleAsync(Token));
        await browser.OpenAsync("/account/tokens");
        await browser.SubmitAsync($"/account/tokens/{id}/revoke");
        var expiring = await CreateAsync(browser, "read", "3");

        using var client = WithToken(revoked, own);
        using var afterRevocation = await client.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);
        using var expiringClient = WithToken(expiring, own);
        using var before = await expiringClient.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);
        own.Time.Advance(TimeSpan.FromDays(4));
        using var after = await expiringClient.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, afterRevocation.StatusCode);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task A_cookie_call_that_changes_something_needs_the_anti_forgery_header()
    {
        var browser = site.Browser();
        await browser.SignUpAsync();
        var address = new Uri("/api/v1/me/name", UriKind.Relative);

        using var refused = await browser.Http.PutAsJsonAsync(address, new { name = "x" }, Token);
        using var done = await browser.CallAsync(HttpMethod.Put, "/api/v1/me/name", new { name = "새 이름" });
        await browser.OpenAsync("/account");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        Assert.Equal("새 이름", browser.Page.QuerySelector("#name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Without_a_user_the_API_answers_401_and_does_not_redirect()
    {
        using var answer = await site.Browser().Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_the_endpoints()
    {
        using var answer = await site.Browser().Http.GetAsync(new Uri("/openapi/v1.json", UriKind.Relative), Token);
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/v1/me", paths);
        Assert.Contains("/api/v1/admin/users/{id}/role", paths);
        Assert.DoesNotContain("/sign-in", paths);
    }

    private static async Task<string> CreateAsync(TestBrowser browser, string scope, string days = "30")
    {
        await browser.OpenAsync("/account/tokens");
        await browser.SubmitAsync("/account/tokens", ("name", "test"), ("scopes", scope), ("days", days));
        var token = browser.Page.QuerySelector("#created-token")!.TextContent;
        await browser.OpenAsync("/account/tokens");
        Assert.DoesNotContain(token, browser.Page.Source.Text, StringComparison.Ordinal);
        return token;
    }

    private HttpClient WithToken(string token, TestSite? other = null)
    {
        var client = (other ?? site).CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
