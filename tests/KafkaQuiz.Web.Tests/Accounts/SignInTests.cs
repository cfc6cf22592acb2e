using System.Net;
using KafkaQuiz.Web.Tests.Hosting;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class SignInTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_right_password_signs_in_and_a_wrong_one_does_not()
    {
        var email = await site.Browser().SignUpAsync();
        var wrong = site.Browser();
        var right = site.Browser();

        await wrong.SignInAsync(email, "다른 비밀번호입니다");
        await right.SignInAsync(email);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.True(right.IsSignedIn());
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_as_a_wrong_password()
    {
        var email = await site.Browser().SignUpAsync();
        var unknown = site.Browser();
        var wrong = site.Browser();

        await unknown.SignInAsync("nobody@example.com", "다른 비밀번호입니다");
        await wrong.SignInAsync(email, "다른 비밀번호입니다");

        Assert.Equal(wrong.Page.QuerySelector("[role=alert]")!.TextContent, unknown.Page.QuerySelector("[role=alert]")!.TextContent);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        var email = await site.Browser().SignUpAsync();
        var guesser = site.Browser();
        for (var guess = 0; guess < 10; guess++) await guesser.SignInAsync(email, $"추측해 본 비밀번호 {guess}");

        await guesser.SignInAsync(email);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, guesser.Status);
        Assert.Contains("잠겼습니다", guesser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_makes_a_copied_cookie_worthless()
    {
        var browser = site.Browser();
        await browser.SignUpAsync();
        using var before = await browser.Http.GetAsync(new Uri("/account", UriKind.Relative), Token);
        var cookie = before.RequestMessage!.Headers.GetValues("Cookie").Single();

        await browser.SubmitAsync("/sign-out");

        using var thief = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await thief.GetAsync(new Uri("/account", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_password_signs_out_every_other_browser_and_keeps_this_one()
    {
        var here = site.Browser();
        var email = await here.SignUpAsync();
        var there = site.Browser();
        await there.SignInAsync(email);
        await here.OpenAsync("/account");

        await here.SubmitAsync("/account/password", ("current", AccountSteps.Password), ("new", "새로 정한 긴 비밀번호 31"));
        await there.OpenAsync("/account");

        Assert.True(here.IsSignedIn());
        Assert.False(there.IsSignedIn());
        await there.SignInAsync(email);
        Assert.False(there.IsSignedIn());
        await there.SignInAsync(email, "새로 정한 긴 비밀번호 31");
        Assert.True(there.IsSignedIn());
    }

    [Fact]
    public async Task Changing_the_password_needs_the_current_one()
    {
        var browser = site.Browser();
        await browser.SignUpAsync();

        await browser.SubmitAsync("/account/password", ("current", "모르는 비밀번호"), ("new", "새로 정한 긴 비밀번호 31"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
    }

    [Fact]
    public async Task One_session_can_end_another_of_the_same_user_but_not_a_strangers()
    {
        var here = site.Browser();
        var email = await here.SignUpAsync();
        var there = site.Browser();
        await there.SignInAsync(email);
        var stranger = site.Browser();
        await stranger.SignUpAsync();
        await here.OpenAsync("/account");
        var end = here.Page.Forms.Select(form => form.GetAttribute("action")!).Single(action => action.EndsWith("/end", StringComparison.Ordinal));
        var session = end.Split('/')[^2];

        using var refused = await stranger.CallAsync(HttpMethod.Delete, $"/api/v1/me/sessions/{session}");
        await there.OpenAsync("/account");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.True(there.IsSignedIn());

        await here.SubmitAsync(end);
        await there.OpenAsync("/account");
        Assert.False(there.IsSignedIn());
    }

    [Fact]
    public async Task A_mailed_link_sets_a_new_password_once()
    {
        var email = await site.Browser().SignUpAsync();
        var browser = site.Browser();
        await browser.OpenAsync("/password/forgot");
        await browser.SubmitAsync("/password/forgot", ("email", email));
        var link = await MailedLinkAsync(email);

        await browser.OpenAsync(link);
        await browser.SubmitAsync("/password/reset", ("password", "새로 정한 긴 비밀번호 31"));
        await browser.SignInAsync(email, "새로 정한 긴 비밀번호 31");
        Assert.True(browser.IsSignedIn());

        var again = site.Browser();
        await again.OpenAsync(link);
        await again.SubmitAsync("/password/reset", ("password", "또 다른 긴 비밀번호 77"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
    }

    [Fact]
    public async Task The_address_to_return_to_stays_on_this_site()
    {
        var email = await site.Browser().SignUpAsync();
        var browser = site.Browser();
        await browser.OpenAsync("/sign-in?returnUrl=https%3A%2F%2Fevil.example%2F");

        await browser.SubmitAsync("/sign-in", ("email", email), ("password", AccountSteps.Password));

        Assert.Equal("/", browser.Address);
    }

    [Fact]
    public async Task Too_many_tries_from_one_address_are_slowed_down()
    {
        using var limited = new TestSite().With("KAFKAQUIZ_RATE_LIMIT", "1000");
        var browser = limited.Browser();
        await browser.OpenAsync("/sign-in");
        for (var guess = 0; guess < 61 && browser.Status != HttpStatusCode.TooManyRequests; guess++)
        {
            await browser.OpenAsync("/sign-in");
            await browser.SubmitAsync("/sign-in", ("email", $"{guess}@example.com"), ("password", "무엇이든 좋은 비밀번호"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("잠시 기다린", browser.Text, StringComparison.Ordinal);
    }

    private async Task<string> MailedLinkAsync(string email)
    {
        // The mail leaves behind the answer; the queue needs a moment at most.
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var folder = Path.Combine(site.Data, "mail");
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
            {
                var text = await File.ReadAllTextAsync(file, Token);
                if (text.Contains(email, StringComparison.Ordinal) && text.Contains("/password/reset?", StringComparison.Ordinal))
                    return new Uri(text.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;
            }

            await Task.Delay(25, Token);
        }

        throw new TimeoutException("No mail came.");
    }
}
