using System.Net;
using KafkaQuiz.Web.Tests.Hosting;

namespace KafkaQuiz.Web.Tests.Accounts;

/// <summary>Steps that many tests begin with.</summary>
public static class AccountSteps
{
    public const string Password = "맑은 물이 흐르는 골짜기 27";

    /// <summary>Signs up through the page.</summary>
    /// <returns>The address of the new account.</returns>
    public static async Task<string> SignUpAsync(this TestBrowser browser, string? email = null, string returnUrl = "/account")
    {
        email ??= $"{Guid.NewGuid():n}@example.com";
        await browser.OpenAsync("/sign-up?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await browser.SubmitAsync("/sign-up", ("email", email), ("name", "홍길동"), ("password", Password));
        Assert.NotEqual(HttpStatusCode.UnprocessableEntity, browser.Status);
        return email;
    }

    public static async Task SignInAsync(this TestBrowser browser, string email, string password = Password)
    {
        await browser.OpenAsync("/sign-in?returnUrl=/account");
        await browser.SubmitAsync("/sign-in", ("email", email), ("password", password));
    }

    public static bool IsSignedIn(this TestBrowser browser) => browser.Address.StartsWith("/account", StringComparison.Ordinal)
        && browser.Status == HttpStatusCode.OK;
}
