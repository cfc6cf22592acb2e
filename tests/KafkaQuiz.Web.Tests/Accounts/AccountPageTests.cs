using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class AccountPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_export_holds_the_account_and_no_secrets()
    {
        var browser = site.Browser();
        var email = await browser.SignUpAsync();

        using var answer = await browser.Http.GetAsync(new Uri("/account/export", UriKind.Relative), Token);
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(email, JsonDocument.Parse(text).RootElement.GetProperty("account").GetProperty("email").GetString());
        Assert.DoesNotContain("hash", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("stamp", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Deleting_the_account_needs_password_and_address_and_leaves_nothing()
    {
        var browser = site.Browser();
        var email = await browser.SignUpAsync();

        await browser.SubmitAsync("/account/delete", ("email", email), ("password", "모르는 비밀번호"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.OpenAsync("/account");
        await browser.SubmitAsync("/account/delete", ("email", email), ("password", AccountSteps.Password));

        Assert.False(await site.DatabaseAsync(database => database.Users.AnyAsync(user => user.Email == email, Token)));
        await browser.OpenAsync("/account");
        Assert.False(browser.IsSignedIn());
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-up")]
    [InlineData("/password/forgot")]
    [InlineData("/account")]
    [InlineData("/account/tokens")]
    [InlineData("/account/two-factor")]
    public async Task Every_page_has_a_title_one_heading_labelled_fields_and_nothing_inline(string address)
    {
        var browser = site.Browser();
        if (address.StartsWith("/account", StringComparison.Ordinal)) await browser.SignUpAsync();

        var page = await browser.OpenAsync(address);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.EndsWith("KafkaQuiz", page.Title, StringComparison.Ordinal);
        Assert.Single(page.QuerySelectorAll("h1"));
        Assert.All(
            page.QuerySelectorAll("main input:not([type=hidden]):not([type=checkbox])"),
            input => Assert.NotNull(page.QuerySelector($"label[for='{input.Id}']") ?? input.Closest("label")));
        Assert.Equal(page.QuerySelectorAll("[id]").Length, page.QuerySelectorAll("[id]").Select(element => element.Id).Distinct().Count());
        Assert.Empty(page.QuerySelectorAll("[style], style, [onclick], [onsubmit], script:not([src])"));
    }

    [Fact]
    public async Task Passkey_options_ask_the_authenticator_to_verify_its_user()
    {
        var browser = site.Browser();
        await browser.SignUpAsync();
        await browser.OpenAsync("/account");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/passkeys/options", UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));

        using var answer = await browser.Http.SendAsync(request, Token);
        var options = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

        var selection = options.GetProperty("authenticatorSelection");
        Assert.Equal("required", selection.GetProperty("userVerification").GetString());
        Assert.Equal("required", selection.GetProperty("residentKey").GetString());
        using var withoutToken = await browser.Http.PostAsync(new Uri("/account/passkeys/options", UriKind.Relative), null, Token);
        Assert.Equal(HttpStatusCode.BadRequest, withoutToken.StatusCode);
    }
}
