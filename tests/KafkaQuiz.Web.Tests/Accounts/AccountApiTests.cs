using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using KafkaQuiz.Data.Accounts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Accounts;

/// <summary>What the account pages do, through the API.</summary>
public sealed class AccountApiTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_guest_starts_works_and_becomes_an_account_without_a_page()
    {
        var client = site.Browser();
        var guest = (await Read(await client.CallAsync(HttpMethod.Post, "/api/v1/guest"))).GetProperty("id").GetGuid();
        var same = (await Read(await client.CallAsync(HttpMethod.Post, "/api/v1/guest"))).GetProperty("id").GetGuid();
        Assert.Equal(guest, same);
        Assert.True((await Get(client, "/api/v1/me")).GetProperty("isGuest").GetBoolean());
        using var started = await client.CallAsync(HttpMethod.Post, "/api/v1/attempts", new { kind = "section-practice", scope = "4.3" });
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);

        var email = await SignUpAsync(client);

        var me = await Get(client, "/api/v1/me");
        Assert.Equal((guest, email, false), (me.GetProperty("id").GetGuid(), me.GetProperty("email").GetString(), me.GetProperty("isGuest").GetBoolean()));
        Assert.Equal(1, (await Get(client, "/api/v1/attempts")).GetProperty("attempts").GetArrayLength());
    }

    [Fact]
    public async Task Where_guests_are_not_allowed_the_API_says_so()
    {
        using var closed = new TestSite().With("KAFKAQUIZ_GUESTS", "off");
        using var answer = await closed.Browser("en").CallAsync(HttpMethod.Post, "/api/v1/guest");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("Sign in first", (await Read(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_carry_the_names_of_the_fields_in_the_readers_language()
    {
        using var korean = await site.Browser().CallAsync(HttpMethod.Post, "/api/v1/sign-up", new { email = "x", name = "", password = "kafka" });
        using var english = await site.Browser("en").CallAsync(HttpMethod.Post, "/api/v1/sign-up", new { email = "x", name = "", password = "kafka" });

        Assert.Equal(HttpStatusCode.BadRequest, korean.StatusCode);
        Assert.Equal("application/problem+json", korean.Content.Headers.ContentType?.MediaType);
        var errors = (await Read(korean)).GetProperty("errors");
        Assert.Equal(["email", "name", "password"], errors.EnumerateObject().Select(error => error.Name).Order());
        Assert.StartsWith("비밀번호가 너무 짧습니다", errors.GetProperty("password")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("Too short", (await Read(english)).GetProperty("errors").GetProperty("password")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_and_out_needs_the_right_password_and_the_anti_forgery_header()
    {
        var email = await SignUpAsync(site.Browser());
        var client = site.Browser();
        var right = new { email, password = AccountSteps.Password };

        using var forged = await client.Http.PostAsJsonAsync(new Uri("/api/v1/sign-in", UriKind.Relative), right, Token);
        using var wrong = await client.CallAsync(HttpMethod.Post, "/api/v1/sign-in", new { email, password = "모르는 비밀번호" });
        var done = await Read(await client.CallAsync(HttpMethod.Post, "/api/v1/sign-in", right));
        Assert.Equal(email, (await Get(client, "/api/v1/me")).GetProperty("email").GetString());
        using var away = await client.CallAsync(HttpMethod.Post, "/api/v1/sign-out");
        using var after = await client.Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("맞지 않습니다", (await Read(wrong)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.False(done.GetProperty("secondFactorNeeded").GetBoolean());
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (away.StatusCode, after.StatusCode));
    }

    [Fact]
    public async Task A_second_factor_is_set_up_asked_for_renewed_and_turned_off()
    {
        var owner = site.Browser();
        var email = await SignUpAsync(owner);
        var key = (await Get(owner, "/api/v1/me/two-factor")).GetProperty("key").GetString()!;
        using var refused = await owner.CallAsync(HttpMethod.Post, "/api/v1/me/two-factor", new { password = "아니다", code = TimeCode.Of(key, 0) });
        var codes = await Read(await owner.CallAsync(HttpMethod.Post, "/api/v1/me/two-factor", new { password = AccountSteps.Password, code = TimeCode.Of(key, 0) }));
        var renewed = await Read(await owner.CallAsync(HttpMethod.Post, "/api/v1/me/two-factor/recovery-codes", new { password = AccountSteps.Password }));

        var client = site.Browser();
        using var early = await client.CallAsync(HttpMethod.Post, "/api/v1/sign-in/second-factor", new { code = TimeCode.Of(key, 1) });
        var first = await Read(await client.CallAsync(HttpMethod.Post, "/api/v1/sign-in", new { email, password = AccountSteps.Password }));
        using var between = await client.Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);
        using var old = await client.CallAsync(HttpMethod.Post, "/api/v1/sign-in/second-factor", new { code = codes.GetProperty("recoveryCodes")[0].GetString() });
        using var second = await client.CallAsync(HttpMethod.Post, "/api/v1/sign-in/second-factor", new { code = renewed.GetProperty("recoveryCodes")[0].GetString() });
        using var off = await client.CallAsync(HttpMethod.Post, "/api/v1/me/two-factor/off", new { password = AccountSteps.Password });

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("password", (await Read(refused)).GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);
        Assert.True(first.GetProperty("secondFactorNeeded").GetBoolean());
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (between.StatusCode, old.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (second.StatusCode, off.StatusCode));
        Assert.False((await Get(client, "/api/v1/me/two-factor")).GetProperty("isOn").GetBoolean());
    }

    [Fact]
    public async Task A_password_is_changed_and_set_anew_by_the_mailed_link()
    {
        var owner = site.Browser();
        var email = await SignUpAsync(owner);
        const string Second = "바람이 세게 부는 언덕 41", Third = "눈이 소복이 쌓인 마당 58";
        using var wrong = await owner.CallAsync(HttpMethod.Put, "/api/v1/me/password", new { current = "아니다", @new = Second });
        using var changed = await owner.CallAsync(HttpMethod.Put, "/api/v1/me/password", new { current = AccountSteps.Password, @new = Second });
        using var asked = await site.Browser().CallAsync(HttpMethod.Post, "/api/v1/password/forgot", new { email });
        using var unknown = await site.Browser().CallAsync(HttpMethod.Post, "/api/v1/password/forgot", new { email = "nobody@example.com" });
        var mailed = await LinkAsync(email);
        var link = QueryHelpers.ParseQuery(mailed[mailed.IndexOf('?', StringComparison.Ordinal)..]);
        var stranger = site.Browser();
        var reset = new { user = link["user"].ToString(), code = link["code"].ToString(), password = Third };
        using var done = await stranger.CallAsync(HttpMethod.Post, "/api/v1/password/reset", reset);
        using var again = await stranger.CallAsync(HttpMethod.Post, "/api/v1/password/reset", reset);

        Assert.Equal("current", (await Read(wrong)).GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (asked.StatusCode, unknown.StatusCode));
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.BadRequest), (done.StatusCode, again.StatusCode));
        using var ended = await owner.Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
        using var signedIn = await stranger.CallAsync(HttpMethod.Post, "/api/v1/sign-in", new { email, password = Third });
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
    }

    [Fact]
    public async Task A_passkey_is_registered_listed_used_and_removed()
    {
        using var authenticator = new SoftwareAuthenticator("http://localhost", "localhost");
        var owner = site.Browser();
        var email = await SignUpAsync(owner);
        var created = authenticator.Create((await Read(await owner.CallAsync(HttpMethod.Post, "/api/v1/me/passkeys/options"))).GetRawText());
        using var added = await owner.CallAsync(HttpMethod.Post, "/api/v1/me/passkeys",
            new { credential = JsonNode.Parse(created), name = "노트북", password = AccountSteps.Password });
        Assert.Equal(HttpStatusCode.NoContent, added.StatusCode);
        var listed = (await Get(owner, "/api/v1/me/passkeys")).EnumerateArray().Single();
        Assert.Equal("노트북", listed.GetProperty("name").GetString());

        var client = site.Browser();
        Assert.Equal(HttpStatusCode.NoContent, await UseAsync(client));
        Assert.Equal(email, (await Get(client, "/api/v1/me")).GetProperty("email").GetString());
        using var removed = await client.CallAsync(HttpMethod.Delete, $"/api/v1/me/passkeys/{listed.GetProperty("id").GetString()}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await UseAsync(site.Browser()));

        async Task<HttpStatusCode> UseAsync(TestBrowser browser)
        {
            var options = await Read(await browser.CallAsync(HttpMethod.Post, "/api/v1/passkeys/sign-in-options"));
            using var answer = await browser.CallAsync(
                HttpMethod.Post, "/api/v1/passkeys/sign-in", new { credential = JsonNode.Parse(authenticator.Get(options.GetRawText())) });
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Other_sessions_end_and_the_account_is_deleted_on_confirmation()
    {
        var owner = site.Browser();
        var email = await SignUpAsync(owner);
        var other = site.Browser();
        using var signedIn = await other.CallAsync(HttpMethod.Post, "/api/v1/sign-in", new { email, password = AccountSteps.Password });
        Assert.Equal(2, (await Get(owner, "/api/v1/me/sessions")).GetArrayLength());

        using var ended = await owner.CallAsync(HttpMethod.Post, "/api/v1/me/sessions/end-others");
        using var afterwards = await other.Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Token);
        using var unconfirmed = await owner.CallAsync(HttpMethod.Post, "/api/v1/me/delete", new { email = "x@example.com", password = AccountSteps.Password });
        using var deleted = await owner.CallAsync(HttpMethod.Post, "/api/v1/me/delete", new { email, password = AccountSteps.Password });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (ended.StatusCode, afterwards.StatusCode));
        Assert.Equal("email", (await Read(unconfirmed)).GetProperty("errors").EnumerateObject().Single().Name);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False(await site.DatabaseAsync(database => database.Users.AnyAsync(user => user.Email == email, Token)));
    }

    [Fact]
    public async Task A_token_of_whatever_scope_does_not_touch_how_its_owner_signs_in()
    {
        var owner = site.Browser();
        await SignUpAsync(owner);
        var token = (await Read(await owner.CallAsync(
            HttpMethod.Post, "/api/v1/me/tokens", new { name = "all", scopes = (string[])["read", "write", "admin"] }))).GetProperty("token").GetString();
        using var client = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        (HttpMethod Method, string Path)[] kept =
        [
            (HttpMethod.Put, "me/password"), (HttpMethod.Get, "me/two-factor"), (HttpMethod.Post, "me/two-factor"),
            (HttpMethod.Post, "me/two-factor/off"), (HttpMethod.Post, "me/two-factor/recovery-codes"), (HttpMethod.Post, "me/passkeys"),
            (HttpMethod.Post, "me/passkeys/options"), (HttpMethod.Delete, "me/passkeys/AB"), (HttpMethod.Post, "me/sessions/end-others"),
            (HttpMethod.Post, "me/delete"), (HttpMethod.Post, "me/tokens"), (HttpMethod.Post, "administrator"), (HttpMethod.Post, "sign-in"),
            (HttpMethod.Post, "sign-up"), (HttpMethod.Post, "sign-out"), (HttpMethod.Post, "guest"),
        ];
        foreach (var (method, path) in kept)
        {
            using var request = new HttpRequestMessage(method, new Uri("/api/v1/" + path, UriKind.Relative));
            if (method != HttpMethod.Get) request.Content = JsonContent.Create(new { });
            using var answer = await client.SendAsync(request, Token);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {answer.StatusCode}");
        }

        Assert.Empty((await Read(await client.GetAsync(new Uri("/api/v1/me/passkeys", UriKind.Relative), Token))).EnumerateArray());
    }

    [Fact]
    public async Task OpenAPI_tells_who_may_call()
    {
        var paths = (await Get(site.Browser(), "/openapi/v1.json")).GetProperty("paths");

        Assert.Empty(Schemes("/api/v1/sign-in", "post"));
        Assert.Equal(["cookie"], Schemes("/api/v1/me/password", "put"));
        Assert.Equal(["cookie", "token"], Schemes("/api/v1/me/name", "put"));

        IEnumerable<string> Schemes(string path, string method) => paths.GetProperty(path).GetProperty(method).TryGetProperty("security", out var security)
            ? security.EnumerateArray().SelectMany(scheme => scheme.EnumerateObject()).Select(scheme => scheme.Name).Order()
            : ["default"];
    }

    [Fact]
    public async Task An_administrator_creates_an_account_and_a_learner_does_not()
    {
        var browser = site.Browser();
        var email = await SignUpAsync(browser);
        using var refused = await browser.CallAsync(HttpMethod.Post, "/api/v1/admin/users", new { email = "a@example.com", name = "가" });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        await site.DatabaseAsync(async database =>
        {
            var (user, role) = (await database.Users.SingleAsync(row => row.Email == email, Token), await database.Roles.SingleAsync(row => row.Name == Roles.Administrator, Token));
            database.UserRoles.Add(new() { UserId = user.Id, RoleId = role.Id });
            return await database.SaveChangesAsync(Token);
        });
        using var signedIn = await browser.CallAsync(HttpMethod.Post, "/api/v1/sign-in", new { email, password = AccountSteps.Password });

        var address = $"{Guid.NewGuid():n}@example.com";
        using var created = await browser.CallAsync(HttpMethod.Post, "/api/v1/admin/users", new { email = address, name = "김새내기" });
        using var twice = await browser.CallAsync(HttpMethod.Post, "/api/v1/admin/users", new { email = address, name = "김새내기" });

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Contains("/password/reset?user=", (await Read(created)).GetProperty("passwordLink").GetString(), StringComparison.Ordinal);
        Assert.Equal("email", (await Read(twice)).GetProperty("errors").EnumerateObject().Single().Name);
    }

    private static async Task<string> SignUpAsync(TestBrowser client)
    {
        var email = $"{Guid.NewGuid():n}@example.com";
        using var answer = await client.CallAsync(HttpMethod.Post, "/api/v1/sign-up", new { email, name = "홍길동", password = AccountSteps.Password });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return email;
    }

    private static async Task<JsonElement> Get(TestBrowser client, string path) => await Read(await client.Http.GetAsync(new Uri(path, UriKind.Relative), Token));

    private static async Task<JsonElement> Read(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

    private async Task<string> LinkAsync(string email)
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
