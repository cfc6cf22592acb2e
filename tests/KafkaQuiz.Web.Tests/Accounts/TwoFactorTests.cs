using System.Net;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class TwoFactorTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_a_second_factor_the_password_alone_does_not_sign_in_and_each_code_works_once()
    {
        var (email, key, _) = await TurnOnAsync();
        var browser = site.Browser();
        await browser.SignInAsync(email);
        Assert.StartsWith("/sign-in/second-factor", browser.Address, StringComparison.Ordinal);
        await browser.OpenAsync("/account");
        Assert.False(browser.IsSignedIn());

        await browser.SignInAsync(email);
        // The code of the next half minute, for turning it on used up the present one's.
        var code = TimeCode.Of(key, 1);
        await browser.SubmitAsync("/sign-in/second-factor", ("code", code));
        Assert.True(browser.IsSignedIn());

        var replay = site.Browser();
        await replay.SignInAsync(email);
        await replay.SubmitAsync("/sign-in/second-factor", ("code", code));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, replay.Status);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_and_is_not_readable_in_the_database()
    {
        var (email, _, recovery) = await TurnOnAsync();
        var first = site.Browser();
        await first.SignInAsync(email);
        await first.SubmitAsync("/sign-in/second-factor", ("code", recovery[0]));
        Assert.True(first.IsSignedIn());

        var again = site.Browser();
        await again.SignInAsync(email);
        await again.SubmitAsync("/sign-in/second-factor", ("code", recovery[0]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);

        var stored = await site.DatabaseAsync(database => database.UserTokens.Select(token => token.Value).ToListAsync(Token));
        Assert.DoesNotContain(stored, value => value!.Contains(recovery[1], StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Of_two_who_use_a_recovery_code_at_once_one_gets_in()
    {
        var (email, _, recovery) = await TurnOnAsync();
        await using var first = site.Services.CreateAsyncScope();
        await using var second = site.Services.CreateAsyncScope();
        var (mine, theirs) = (first.ServiceProvider.GetRequiredService<UserManager<User>>(), second.ServiceProvider.GetRequiredService<UserManager<User>>());
        var (me, them) = ((await mine.FindByNameAsync(email))!, (await theirs.FindByNameAsync(email))!);
        // Both have read the codes before either takes one: the worst order there is.
        Assert.Equal(10, await mine.CountRecoveryCodesAsync(me));
        Assert.Equal(10, await theirs.CountRecoveryCodesAsync(them));

        var taken = await mine.RedeemTwoFactorRecoveryCodeAsync(me, recovery[0]);
        var again = await theirs.RedeemTwoFactorRecoveryCodeAsync(them, recovery[0]);

        Assert.True(taken.Succeeded);
        Assert.False(again.Succeeded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_many_browsers_that_send_a_code_at_once_one_is_signed_in(bool ofTheApp)
    {
        var (email, key, recovery) = await TurnOnAsync();
        var browsers = Enumerable.Range(0, 6).Select(_ => site.Browser()).ToList();
        foreach (var browser in browsers) await browser.SignInAsync(email);
        var code = ofTheApp ? TimeCode.Of(key, 1) : recovery[0];

        await Task.WhenAll(browsers.Select(browser => Task.Run(() => browser.SubmitAsync("/sign-in/second-factor", ("code", code)), Token)));

        Assert.Single(browsers, browser => browser.IsSignedIn());
    }

    [Fact]
    public async Task The_key_of_the_app_is_not_readable_in_the_database()
    {
        var (_, key, _) = await TurnOnAsync();

        var stored = await site.DatabaseAsync(database => database.UserTokens.Where(token => token.Name == "AuthenticatorKey")
            .Select(token => token.Value).ToListAsync(Token));

        Assert.NotEmpty(stored);
        Assert.DoesNotContain(stored, value => value!.Contains(key, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Turning_it_off_needs_the_password()
    {
        var browser = site.Browser();
        await TurnOnAsync(browser);

        await browser.SubmitAsync("/account/two-factor/off", ("password", "모르는 비밀번호"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.SubmitAsync("/account/two-factor/off", ("password", AccountSteps.Password));

        Assert.NotNull(browser.Page.QuerySelector("#authenticator-key"));
    }

    private async Task<(string Email, string Key, List<string> Recovery)> TurnOnAsync(TestBrowser? browser = null)
    {
        browser ??= site.Browser();
        var email = await browser.SignUpAsync();
        await browser.OpenAsync("/account/two-factor");
        Assert.NotNull(browser.Page.QuerySelector("svg[role=img] path"));
        var key = browser.Page.QuerySelector("#authenticator-key")!.TextContent.Replace(" ", "", StringComparison.Ordinal);
        await browser.SubmitAsync("/account/two-factor", ("code", TimeCode.Of(key, 0)), ("password", AccountSteps.Password));
        var recovery = browser.Page.QuerySelectorAll("#recovery-codes code").Select(code => code.TextContent).ToList();
        Assert.Equal(10, recovery.Count);
        return (email, key, recovery);
    }
}
