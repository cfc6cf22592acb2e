using System.Net;
using System.Text.Json;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Collecting;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Practice;
using KafkaQuiz.TestKit;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>Evidence that a learner's own machine collected: graded here, and marked for what it is.</summary>
public sealed class SelfReportedTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Evidence_from_the_learners_machine_is_graded_again_and_marked()
    {
        await using var cluster = await PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, Cancel);
        var browser = site.Browser();
        var session = await StartAsync(browser, "six-partitions");
        var collecting = await ReadAsync(await browser.CallAsync(HttpMethod.Get, $"/api/v1/lab-sessions/{session}/collecting"));
        var definition = ContentLoader.Load(Repository.Root).Content!.Lab("six-partitions")!;
        Assert.Equal(definition.ContentHash, collecting.GetProperty("labHash").GetString());
        var lab = definition.For(collecting.GetProperty("seed").GetUInt64());

        var first = await SendAsync(browser, session, await CollectAsync(cluster, lab));
        Assert.False(first.GetProperty("complete").GetBoolean());
        using (var admin = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = cluster.BootstrapServers }).Build())
            await admin.CreateTopicsAsync([new() { Name = lab.Vars["topic"], NumPartitions = 6, ReplicationFactor = 3 }]);
        var second = await SendAsync(browser, session, await CollectAsync(cluster, lab));
        Assert.True(second.GetProperty("complete").GetBoolean(), second.ToString());

        var stored = await site.DatabaseAsync(database => database.Set<LabEvaluation>().Where(e => e.SessionId == session).ToListAsync(Cancel));
        Assert.All(stored, evaluation => Assert.Equal(LabEvaluationBy.SelfReported, evaluation.By));
        var complete = stored.Single(evaluation => evaluation.Complete).Id;
        Assert.True(await site.DatabaseAsync(database => database.Set<LabCompletion>().AnyAsync(c => c.EvaluationId == complete, Cancel)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("""{"takenAt":"2026-01-01T00:00:00Z","cluster":null}""")]
    [InlineData("""{"takenAt":"2026-01-01T00:00:00Z","cluster":{"source":{"api":"a","broker":"b","at":"2026-01-01T00:00:00Z"},"value":{"clusterId":"x","brokers":[null,null,null]}},"topics":{"t":null}}""")]
    public async Task What_is_no_evidence_is_refused_with_a_word_on_what_to_do(string body)
    {
        var browser = site.Browser();
        var session = await StartAsync(browser, "six-partitions");
        using var answer = await PostAsync(browser, session, body);
        Assert.True(answer.StatusCode is HttpStatusCode.UnprocessableEntity or HttpStatusCode.OK, answer.StatusCode.ToString());
        if (body.Length < 60) Assert.Contains("lab check", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.False(await site.DatabaseAsync(database => database.Set<LabEvaluation>().AnyAsync(e => e.SessionId == session && e.Complete, Cancel)));
    }

    [Fact]
    public async Task Another_learners_session_is_not_found()
    {
        var session = await StartAsync(site.Browser(), "six-partitions");
        var other = site.Browser();
        await StartAsync(other, "six-partitions");
        Assert.Equal(HttpStatusCode.NotFound, (await other.CallAsync(HttpMethod.Get, $"/api/v1/lab-sessions/{session}/collecting")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(other, session, "{}")).StatusCode);
    }

    private static async Task<Guid> StartAsync(TestBrowser browser, string lab)
    {
        await browser.CallAsync(HttpMethod.Post, "/api/v1/guest");
        return (await ReadAsync(await browser.CallAsync(HttpMethod.Post, $"/api/v1/labs/{lab}/sessions", new { restart = false }))).GetProperty("id").GetGuid();
    }

    private static async Task<ClusterEvidence> CollectAsync(PracticeCluster cluster, Lab lab)
    {
        var target = new ClusterTarget(ClusterTarget.ParseBootstrap(cluster.BootstrapServers, out _)!);
        await using var connection = await ClusterConnection.OpenAsync(target, new EgressPolicy(), TimeProvider.System, Cancel);
        return await connection.CollectAsync(EvidenceNeeds.Of(lab), null, null, Cancel);
    }

    private static async Task<JsonElement> SendAsync(TestBrowser browser, Guid session, ClusterEvidence evidence) =>
        await ReadAsync(await browser.CallAsync(HttpMethod.Post, $"/api/v1/lab-sessions/{session}/evidence", JsonSerializer.SerializeToElement(evidence, EvidenceJson.Options)));

    private static Task<HttpResponseMessage> PostAsync(TestBrowser browser, Guid session, string body) =>
        browser.SendAsync(HttpMethod.Post, $"/api/v1/lab-sessions/{session}/evidence", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
