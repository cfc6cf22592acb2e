using System.Net;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Accounts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaQuiz.Web.Tests.Accounts;

public sealed class SignUpTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_up_signs_in_and_stores_no_readable_password()
    {
        var browser = site.Browser();

        var email = await browser.SignUpAsync();

        Assert.True(browser.IsSignedIn());
        Assert.Contains("홍길동", browser.Page.Body!.TextContent, StringComparison.Ordinal);
        var user = await site.DatabaseAsync(database => database.Users.SingleAsync(user => user.Email == email, Token));
        Assert.False(user.IsGuest);
        Assert.DoesNotContain("골짜기", user.PasswordHash!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_with_faults_comes_back_with_what_was_typed_and_what_to_do_but_without_the_password()
    {
        var browser = site.Browser("en");
        await browser.OpenAsync("/sign-up");

        await browser.SubmitAsync("/sign-up", ("email", "not an address"), ("name", " "), ("password", "kafka123"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Equal("not an address", browser.Page.QuerySelector("#email")!.GetAttribute("value"));
        foreach (var field in (string[])["email", "name", "password"])
        {
            var input = browser.Page.QuerySelector("#" + field)!;
            Assert.Equal("true", input.GetAttribute("aria-invalid"));
            Assert.Contains(field + "-error", input.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        }

        Assert.Null(browser.Page.QuerySelector("#password")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_address_can_sign_up_only_once_whatever_its_case()
    {
        var email = await site.Browser().SignUpAsync();
        var second = site.Browser();
        await second.OpenAsync("/sign-up");

        await second.SubmitAsync("/sign-up", ("email", email.ToUpperInvariant()), ("name", "다른 사람"), ("password", AccountSteps.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
    }

    [Fact]
    public async Task A_form_without_its_anti_forgery_token_is_refused()
    {
        using var form = new FormUrlEncodedContent(
            [new("email", "a@example.com"), new("name", "a"), new("password", AccountSteps.Password)]);

        using var answer = await site.Browser().Http.PostAsync(new Uri("/sign-up", UriKind.Relative), form, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Closed_registration_refuses_the_form_too()
    {
        using var closed = new TestSite().With("KAFKAQUIZ_REGISTRATION", "closed");
        var browser = closed.Browser();
        await browser.OpenAsync("/sign-up");
        Assert.Null(browser.Page.QuerySelector("#email"));
        await browser.OpenAsync("/sign-in");
        var token = browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent(
        [
            new("__RequestVerificationToken", token), new("email", "a@example.com"), new("name", "a"), new("password", AccountSteps.Password),
        ]);

        using var answer = await browser.Http.PostAsync(new Uri("/sign-up", UriKind.Relative), form, Token);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.False(await closed.DatabaseAsync(database => database.Users.AnyAsync(Token)));
    }

    [Fact]
    public async Task A_guest_who_signs_up_keeps_the_row_and_all_that_points_to_it()
    {
        using var practice = new TestSite().With(AddGuestDoor);
        var browser = practice.Browser();
        using var begun = await browser.Http.GetAsync(new Uri("/test/begin", UriKind.Relative), Token);
        var guest = Guid.Parse(await begun.Content.ReadAsStringAsync(Token));
        Assert.True(await practice.DatabaseAsync(database => database.Users.AnyAsync(user => user.Id == guest && user.IsGuest, Token)));

        var email = await browser.SignUpAsync();

        var account = await practice.DatabaseAsync(database => database.Users.SingleAsync(Token));
        Assert.Equal((guest, email, false), (account.Id, account.Email, account.IsGuest));
        Assert.True(browser.IsSignedIn());
    }

    [Fact]
    public async Task A_guest_who_signs_in_hands_the_work_over_and_is_gone()
    {
        var moved = new MovedWork();
        using var practice = new TestSite().With(AddGuestDoor).With(services => services.AddSingleton<IGuestWork>(moved));
        var email = await practice.Browser().SignUpAsync();
        var browser = practice.Browser();
        using var begun = await browser.Http.GetAsync(new Uri("/test/begin", UriKind.Relative), Token);
        var guest = Guid.Parse(await begun.Content.ReadAsStringAsync(Token));

        await browser.SignInAsync(email);

        var account = await practice.DatabaseAsync(database => database.Users.SingleAsync(Token));
        Assert.Equal((guest, account.Id), Assert.Single(moved.Moves));
        Assert.True(browser.IsSignedIn());
    }

    [Fact]
    public async Task Work_that_no_feature_takes_along_is_not_lost()
    {
        using var practice = new TestSite().With(AddGuestDoor).With(services => services.RemoveAll<IGuestWork>());
        var email = await practice.Browser().SignUpAsync();
        var browser = practice.Browser();
        using var begun = await browser.Http.GetAsync(new Uri("/test/begin", UriKind.Relative), Token);
        var guest = Guid.Parse(await begun.Content.ReadAsStringAsync(Token));
        await practice.DatabaseAsync(async database =>
        {
            database.Add(new Attempt { Id = Guid.NewGuid(), LearnerId = guest, StartedAt = practice.Time.GetUtcNow() });
            return await database.SaveChangesAsync(Token);
        });

        await browser.SignInAsync(email);

        Assert.True(browser.IsSignedIn());
        Assert.Equal(guest, await practice.DatabaseAsync(database => database.Set<Attempt>().Select(attempt => attempt.LearnerId).SingleAsync(Token)));
    }

    /// <summary>Adds an address where a visitor begins to work, as starting a quiz is.</summary>
    private static void AddGuestDoor(IServiceCollection services) =>
        services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter, GuestDoor>();

    private sealed class GuestDoor : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Map("/test/begin", branch => branch.Run(async http =>
            {
                var id = await http.RequestServices.GetRequiredService<Guests>().EnsureUserAsync(http);
                await http.Response.WriteAsync(id.ToString()!, Token);
            }));
        };
    }

    private sealed class MovedWork : IGuestWork
    {
        public List<(Guid Guest, Guid Account)> Moves { get; } = [];

        public Task MoveAsync(Guid guest, Guid account, CancellationToken cancellationToken)
        {
            Moves.Add((guest, account));
            return Task.CompletedTask;
        }
    }
}
