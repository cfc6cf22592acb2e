using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

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
        var code = Code(key, 1);
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
        await browser.SubmitAsync("/account/two-factor", ("code", Code(key, 0)), ("password", AccountSteps.Password));
        var recovery = browser.Page.QuerySelectorAll("#recovery-codes code").Select(code => code.TextContent).ToList();
        Assert.Equal(10, recovery.Count);
        return (email, key, recovery);
    }

    /// <summary>What an authenticator app shows, some half minutes from now (RFC 6238 with SHA-1, six digits).</summary>
    private static string Code(string key, int halfMinutesAhead)
    {
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + halfMinutesAhead;
        Span<byte> counter = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 says SHA-1.
        var hash = HMACSHA1.HashData(FromBase32(key), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 15;
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] FromBase32(string text)
    {
        List<byte> bytes = [];
        var (buffer, bits) = (0, 0);
        foreach (var letter in text)
        {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            bits += 5;
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(buffer >> bits));
            buffer &= (1 << bits) - 1;
        }

        return [.. bytes];
    }
}
