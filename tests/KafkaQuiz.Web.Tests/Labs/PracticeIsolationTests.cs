using System.Net;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>A practice cluster is its learner's alone.</summary>
public sealed class PracticeIsolationTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Another_learners_practice_cluster_cannot_be_connected_as_a_cluster_of_ones_own()
    {
        var owner = await PracticeSession.StartAsync(site, "cli-roundtrip");
        var servers = await owner.ServersAsync();
        var stranger = site.Browser();
        await stranger.OpenAsync("/labs/cli-roundtrip");
        await stranger.SubmitAsync("/labs/cli-roundtrip/start", ("cluster", "own"));
        var session = PracticeSession.Of(site, "cli-roundtrip", stranger);
        foreach (var address in new[] { servers, servers.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), servers.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal) })
        {
            await stranger.SubmitAsync($"{session.Path}/cluster", ("servers", address));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, stranger.Status);
            Assert.Contains("허용", stranger.Text, StringComparison.Ordinal);
        }
        Assert.Null(await site.DatabaseAsync(database => database.Set<LabSession>().Where(s => s.Id == session.Session).Select(s => s.Servers).SingleAsync(Cancel)));
    }

    [Fact]
    public async Task The_terminal_of_one_learner_reaches_no_cluster_of_another()
    {
        var owner = await PracticeSession.StartAsync(site, "cli-roundtrip");
        var servers = await owner.ServersAsync();
        var stranger = await PracticeSession.StartAsync(site, "cli-roundtrip");
        await stranger.RunAsync($"kafka-broker-api-versions.sh --bootstrap-server {servers} | head -1");
        Assert.DoesNotContain("(id: 1", stranger.Browser.Page.QuerySelector("#transcript")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_address_of_another_learners_practice_cluster_is_not_found()
    {
        var owner = await PracticeSession.StartAsync(site, "cli-roundtrip");
        var stranger = await PracticeSession.StartAsync(site, "cli-roundtrip");
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, "", null),
            (HttpMethod.Put, "", null),
            (HttpMethod.Post, "/brokers/1", new { action = "kill" }),
            (HttpMethod.Post, "/time", new { seconds = 10 }),
            (HttpMethod.Post, "/terminal", new { line = "help" }),
            (HttpMethod.Get, "/terminal", null),
            (HttpMethod.Post, "/terminal/interrupt", null),
            (HttpMethod.Post, "/terminal/completions", new { line = "kafka-", caret = 6 }),
            (HttpMethod.Put, "/files", new { path = "a", text = "b" }),
        })
        {
            using var answer = await stranger.Browser.CallAsync(method, $"/api/v1/lab-sessions/{owner.Session}/practice{path}", body);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{method} {path}: {answer.StatusCode}");
        }
        // The forms of the stranger's own page, sent to the owner's session.
        foreach (var (form, name, value) in new[] { ("terminal", "line", "help"), ("brokers", "action", "kill"), ("time", "seconds", "10") })
        {
            await stranger.Browser.OpenAsync("/labs/cli-roundtrip");
            stranger.Browser.Page.Forms.First(one => one.GetAttribute("action") == $"{stranger.Path}/{form}").SetAttribute("action", $"{owner.Path}/{form}");
            await stranger.Browser.SubmitAsync($"{owner.Path}/{form}", (name, value));
            Assert.Equal(HttpStatusCode.NotFound, stranger.Browser.Status);
        }
        Assert.Equal("running", await owner.ProcessAsync(1));
    }
}
