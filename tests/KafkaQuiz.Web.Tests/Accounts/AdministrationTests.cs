using System.Net;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Features.Accounts.Administration;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class AdministrationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_link_makes_one_administrator_and_then_never_works_again()
    {
        using var site = new TestSite();
        var link = AdministratorLink.Path + await NewCodeAsync(site);
        var browser = site.Browser();
        await browser.SignUpAsync(returnUrl: link);
        Assert.Equal(link, browser.Address);

        await browser.SubmitAsync(link);
        Assert.Equal("/admin/users", browser.Address);
        Assert.Equal(HttpStatusCode.OK, browser.Status);

        var second = site.Browser();
        await second.SignUpAsync();
        await second.OpenAsync(link);
        Assert.Equal(HttpStatusCode.NotFound, second.Status);
        Assert.Null(await NewCodeAsync(site));
    }

    [Fact]
    public async Task A_newer_link_replaces_the_older_and_a_link_expires_after_a_day()
    {
        using var site = new TestSite();
        var older = AdministratorLink.Path + await NewCodeAsync(site);
        var newer = AdministratorLink.Path + await NewCodeAsync(site);
        var browser = site.Browser();

        await browser.OpenAsync(older);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        await browser.OpenAsync(newer);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        site.Time.Advance(TimeSpan.FromHours(25));
        await browser.OpenAsync(newer);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task Only_the_hash_of_the_link_is_stored()
    {
        using var site = new TestSite();
        var code = (await NewCodeAsync(site))!;

        var stored = await site.DatabaseAsync(database => database.Set<AdministratorInvitation>().Select(row => row.Hash).ToListAsync(Token));

        Assert.Contains(stored, hash => hash.SequenceEqual(Secret.Hash(code)));
        var file = await File.ReadAllBytesAsync(Path.Combine(site.Data, "kafkaquiz.db-wal"), Token);
        Assert.Equal(-1, file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(code)));
    }

    [Fact]
    public async Task A_learner_sees_no_administration()
    {
        using var site = new TestSite();
        var browser = site.Browser();
        await browser.SignUpAsync();

        await browser.OpenAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Forbidden, browser.Status);
        using var answer = await browser.Http.GetAsync(new Uri("/api/v1/admin/users", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_new_role_counts_at_the_next_request_and_the_last_administrator_stays()
    {
        using var site = new TestSite();
        var administrator = await AdministratorAsync(site);
        var learner = site.Browser();
        var email = await learner.SignUpAsync();
        var id = await site.DatabaseAsync(database => database.Users.Where(user => user.Email == email).Select(user => user.Id).SingleAsync(Token));
        var own = await site.DatabaseAsync(database => database.Users.Where(user => user.Email != email).Select(user => user.Id).SingleAsync(Token));

        using var refused = await administrator.CallAsync(HttpMethod.Put, $"/api/v1/admin/users/{own}/role", new { role = "learner" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await administrator.OpenAsync("/admin/users?search=" + email);
        await administrator.SubmitAsync($"/admin/users/{id}/role", ("role", "administrator"));

        await learner.OpenAsync("/admin/users");
        Assert.Equal(HttpStatusCode.OK, learner.Status);
    }

    [Fact]
    public async Task An_account_made_by_the_administrator_gets_its_password_by_the_link_shown()
    {
        using var site = new TestSite().With("KAFKAQUIZ_REGISTRATION", "closed");
        var administrator = await AdministratorAsync(site);
        await administrator.OpenAsync("/admin/users");
        await administrator.SubmitAsync("/admin/users", ("email", "learner@example.com"), ("name", "학습자"));
        var link = new Uri(administrator.Page.QuerySelector("[role=status] code")!.TextContent).PathAndQuery;
        var learner = site.Browser();

        await learner.OpenAsync(link);
        await learner.SubmitAsync("/password/reset", ("password", AccountSteps.Password));
        await learner.SignInAsync("learner@example.com");

        Assert.True(learner.IsSignedIn());
    }

    private static async Task<TestBrowser> AdministratorAsync(TestSite site)
    {
        var link = AdministratorLink.Path + await NewCodeAsync(site);
        var browser = site.Browser();
        await browser.SignUpAsync(returnUrl: link);
        await browser.SubmitAsync(link);
        return browser;
    }

    private static async Task<string?> NewCodeAsync(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AdministratorLink>().CreateAsync(Token);
    }
}
