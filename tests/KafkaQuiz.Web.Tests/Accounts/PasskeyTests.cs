using System.Net;
using KafkaQuiz.Web.Tests.Hosting;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class PasskeyTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registered_passkey_signs_in_without_a_password_until_it_is_removed()
    {
        using var authenticator = new SoftwareAuthenticator("http://localhost", "localhost");
        var owner = site.Browser();
        var email = await owner.SignUpAsync();
        await RegisterAsync(owner, authenticator, AccountSteps.Password);
        Assert.Contains("등록했습니다", owner.Text, StringComparison.Ordinal);

        var browser = site.Browser();
        await SignInAsync(browser, authenticator);
        Assert.True(browser.IsSignedIn());
        Assert.Contains(email, browser.Text, StringComparison.Ordinal);

        var remove = browser.Page.Forms.Single(form => form.Action.EndsWith("/remove", StringComparison.Ordinal)).GetAttribute("action")!;
        await browser.SubmitAsync(remove);
        var later = site.Browser();
        await SignInAsync(later, authenticator);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, later.Status);
    }

    [Fact]
    public async Task Registering_a_passkey_needs_the_password()
    {
        using var authenticator = new SoftwareAuthenticator("http://localhost", "localhost");
        var owner = site.Browser();
        await owner.SignUpAsync();

        await RegisterAsync(owner, authenticator, "모르는 비밀번호");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
    }

    [Fact]
    public async Task A_passkey_of_another_site_or_of_an_unverified_user_is_refused()
    {
        using var foreign = new SoftwareAuthenticator("https://evil.example", "localhost");
        using var careless = new SoftwareAuthenticator("http://localhost", "localhost") { VerifiesUser = false };
        foreach (var authenticator in (SoftwareAuthenticator[])[foreign, careless])
        {
            var owner = site.Browser();
            await owner.SignUpAsync();
            await RegisterAsync(owner, authenticator, AccountSteps.Password);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, owner.Status);
        }
    }

    private static async Task RegisterAsync(TestBrowser browser, SoftwareAuthenticator authenticator, string password)
    {
        await browser.OpenAsync("/account");
        var credential = authenticator.Create(await OptionsAsync(browser, "/account/passkeys/options"));
        await browser.SubmitAsync("/account/passkeys", ("credential", credential), ("name", "내 노트북"), ("password", password));
    }

    private static async Task SignInAsync(TestBrowser browser, SoftwareAuthenticator authenticator)
    {
        await browser.OpenAsync("/sign-in?returnUrl=/account");
        var credential = authenticator.Get(await OptionsAsync(browser, "/passkeys/sign-in-options"));
        await browser.SubmitAsync("/passkeys/sign-in", ("credential", credential));
    }

    private static async Task<string> OptionsAsync(TestBrowser browser, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        using var answer = await browser.Http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Token);
    }
}
