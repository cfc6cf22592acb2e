using System.Net;
using System.Text.Json;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>What of labs needs no cluster: start, restart, refusals, who sees what.</summary>
public sealed class LabPagesTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ko", "실습")]
    [InlineData("en", "Labs")]
    public async Task The_list_names_every_lab_for_a_visitor(string language, string heading)
    {
        var browser = site.Browser(language);
        await browser.OpenAsync("/labs");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.StartsWith(heading, browser.Text, StringComparison.Ordinal);
        foreach (var lab in new[] { "six-partitions", "manual-commit", "cli-roundtrip" })
            Assert.NotNull(browser.Page.QuerySelector($"a[href='/labs/{lab}']"));
    }

    [Fact]
    public async Task Two_learners_get_variables_of_their_own_and_a_restart_draws_fresh_ones()
    {
        var first = await StartAsync(site.Browser());
        var other = await StartAsync(site.Browser());
        Assert.NotEqual(Topic(first), Topic(other));
        var before = Topic(first);
        await first.OpenAsync("/labs/six-partitions");
        Assert.Equal(before, Topic(first));
        // Of the two forms with that action, the one of the page's session restarts.
        await first.SubmitAsync("/labs/six-partitions/start", ("restart", "1"));
        Assert.NotEqual(before, Topic(first));
    }

    [Fact]
    public async Task Grading_without_a_cluster_says_what_to_do_and_counts_as_no_attempt()
    {
        var browser = await StartAsync(site.Browser());
        var session = await SessionAsync(browser);
        await browser.SubmitAsync($"/labs/six-partitions/sessions/{session}/evaluate");
        Assert.Contains("채점 불가", browser.Text, StringComparison.Ordinal);
        Assert.Contains("부트스트랩 서버를 입력해", browser.Text, StringComparison.Ordinal);
        var stored = await site.DatabaseAsync(database => database.Set<LabEvaluation>().SingleAsync(e => e.SessionId == session, Cancel));
        Assert.False(stored.Graded);
        Assert.False(stored.Complete);
    }

    [Theory]
    [InlineData("127.0.0.1:1", "허용")]
    [InlineData("127.0.0.1:5080", "네트워크가 아닙니다")]
    [InlineData("169.254.169.254:80", "네트워크가 아닙니다")]
    [InlineData("10.0.0.5:9092", "네트워크가 아닙니다")]
    [InlineData("localhost", "주소가 아닙니다: 'localhost'")]
    [InlineData("ssl.ca.location=/etc/passwd", "주소가 아닙니다")]
    public async Task A_cluster_that_may_not_or_cannot_be_reached_is_refused_and_nothing_is_kept(string servers, string says)
    {
        var browser = await StartAsync(site.Browser());
        var session = await SessionAsync(browser);
        await browser.SubmitAsync($"/labs/six-partitions/sessions/{session}/cluster", ("servers", servers), ("mechanism", "PLAIN"), ("user", "u"), ("password", "hunter2-secret"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains(says, browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2-secret", browser.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var stored = await site.DatabaseAsync(database => database.Set<LabSession>().SingleAsync(s => s.Id == session, Cancel));
        Assert.Null(stored.Servers);
        Assert.Null(stored.ProtectedPassword);
    }

    [Theory]
    [InlineData("practice", "이 연습 클러스터는 실습 준비가 끝났습니다", "내 클러스터를 먼저", false)]
    [InlineData("own", "클러스터를 고르세요", "준비가 끝났습니다", true)]
    public async Task The_page_says_what_the_preparation_means_for_the_cluster_of_choice(string cluster, string says, string not, bool hasButton)
    {
        var browser = site.Browser();
        await browser.OpenAsync("/labs/manual-commit");
        await browser.SubmitAsync("/labs/manual-commit/start", ("cluster", cluster));
        var note = browser.Page.QuerySelector(".lab-setup")!.TextContent;
        Assert.Contains(says, note, StringComparison.Ordinal);
        Assert.DoesNotContain(not, note, StringComparison.Ordinal);
        Assert.Equal(hasButton, browser.Page.Forms.Any(form => form.GetAttribute("action")!.EndsWith("/prepare", StringComparison.Ordinal)));
        Assert.Equal(hasButton, browser.Page.DocumentElement.TextContent.Contains("lab check manual-commit --bootstrap-server localhost:9092 --server http://localhost --prepare", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_room_for_another_practice_cluster_says_so_and_offers_the_learners_own()
    {
        await using var small = new TestSite().With("KAFKAQUIZ_PRACTICE_CLUSTERS", "1");
        await PracticeSession.StartAsync(small, "cli-roundtrip");
        var second = small.Browser();
        await second.OpenAsync("/labs/cli-roundtrip");
        await second.SubmitAsync("/labs/cli-roundtrip/start", ("cluster", "practice"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.Status);
        Assert.Contains("연습 클러스터가 모두 사용 중입니다", second.Text, StringComparison.Ordinal);
        // The first is left alone for the time that the operator allows: it makes room.
        small.Time.Advance(TimeSpan.FromMinutes(31));
        await second.SubmitAsync($"/labs/cli-roundtrip/sessions/{await SessionAsync(second)}/practice");
        Assert.NotNull(second.Page.QuerySelector("#transcript"));
    }

    [Fact]
    public async Task Another_learners_session_is_not_found()
    {
        var owner = await StartAsync(site.Browser());
        var session = await SessionAsync(owner);
        var stranger = await StartAsync(site.Browser());
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, ""), (HttpMethod.Put, "/cluster"), (HttpMethod.Delete, "/cluster"), (HttpMethod.Post, "/setup"),
            (HttpMethod.Post, "/evaluations"), (HttpMethod.Get, "/evaluations"), (HttpMethod.Get, "/events"),
        })
        {
            using var answer = await stranger.CallAsync(method, $"/api/v1/lab-sessions/{session}{path}", method == HttpMethod.Put ? new { servers = "127.0.0.1:9092", tls = false } : null);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        await stranger.OpenAsync($"/labs/sessions/{session}/live");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
    }

    [Fact]
    public async Task The_api_starts_the_same_session_that_the_page_shows_and_tells_no_checks()
    {
        var browser = await StartAsync(site.Browser("en"));
        using var answer = await browser.CallAsync(HttpMethod.Post, "/api/v1/labs/six-partitions/sessions", new { restart = false });
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var session = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(await SessionAsync(browser), session.GetProperty("id").GetGuid());
        Assert.Equal(Topic(browser), session.GetProperty("vars").GetProperty("topic").GetString());
        Assert.DoesNotContain("solution", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("seed", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_unknown_lab_is_not_found()
    {
        var browser = site.Browser();
        await browser.OpenAsync("/labs/no-such-lab");
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    private static async Task<TestBrowser> StartAsync(TestBrowser browser)
    {
        await browser.OpenAsync("/labs/six-partitions");
        await browser.SubmitAsync("/labs/six-partitions/start");
        return browser;
    }

    private static string Topic(TestBrowser browser) => browser.Page.QuerySelector(".lab-task code")!.TextContent;

    private static Task<Guid> SessionAsync(TestBrowser browser)
    {
        var action = browser.Page.Forms.Select(form => form.GetAttribute("action")!).First(action => action.EndsWith("/evaluate", StringComparison.Ordinal));
        return Task.FromResult(Guid.Parse(action.Split('/')[^2]));
    }
}
