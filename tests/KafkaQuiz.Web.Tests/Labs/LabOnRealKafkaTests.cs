using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.TestKit;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>A learner does labs on a real cluster, with forms only and with live ticks.</summary>
public sealed class LabOnRealKafkaTests(TestSite site, RealKafka kafka) : IClassFixture<TestSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_prepare_work_and_grade_complete_a_lab_without_a_script()
    {
        var servers = await kafka.OneBrokerAsync();
        var browser = site.Browser();
        await browser.OpenAsync("/labs/manual-commit");
        await browser.SubmitAsync("/labs/manual-commit/start");
        var path = Path(browser);
        await browser.SubmitAsync($"{path}/cluster", ("servers", servers));
        Assert.Contains("연결됨", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync($"{path}/prepare");
        Assert.Contains("준비됨", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Page.Forms, form => form.GetAttribute("action") == $"{path}/prepare");

        var codes = browser.Page.QuerySelectorAll(".lab-task .prose code").Select(code => code.TextContent).ToList();
        var (group, topic) = (codes[0], codes[1]);
        var poison = Poison(servers, topic);
        using (var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = servers, GroupId = group }).Build())
            consumer.Commit([new TopicPartitionOffset(topic, 0, poison)]);

        // The task must hold for three seconds of the server's clock, which a test moves.
        var graded = browser.SubmitAsync($"{path}/evaluate");
        while (!graded.IsCompleted)
        {
            site.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(graded, Task.Delay(50, Cancel));
        }
        await graded;
        Assert.Contains("실습을 완료했습니다", browser.Text, StringComparison.Ordinal);
        Assert.Contains("OffsetFetch", browser.Text, StringComparison.Ordinal);

        var completion = await site.DatabaseAsync(database => database.Set<LabCompletion>().SingleAsync(c => c.LabId == "manual-commit", Cancel));
        var evaluation = await site.DatabaseAsync(database => database.Set<LabEvaluation>().SingleAsync(e => e.Id == completion.EvaluationId, Cancel));
        Assert.True(evaluation.Complete);
        Assert.Contains(topic, evaluation.Evidence, StringComparison.Ordinal);

        // The row alone gives the same verdict: neither the cluster nor today's lab is needed.
        var session = await site.DatabaseAsync(database => database.Set<LabSession>().SingleAsync(s => s.Id == evaluation.SessionId, Cancel));
        var version = await site.DatabaseAsync(database => database.Set<LabVersion>().SingleAsync(v => v.Hash == evaluation.LabHash, Cancel));
        var lab = LabArchive.Read(version.Canonical, new LocalizedText(version.PageKo, version.PageEn)).For(unchecked((ulong)session.Seed));
        var again = Regrade.Of(
            lab, EvidenceJson.Read(evaluation.Baseline!), VerdictJson.ReadMemory(evaluation.MemoryBefore), EvidenceJson.Read(evaluation.Evidence), VerdictJson.ReadVerdict(evaluation.Verdict));
        Assert.Empty(again.Changes);
        Assert.Equal(evaluation.Verdict, VerdictJson.Write(again.Verdict));
    }

    [Fact]
    public async Task A_change_in_the_cluster_ticks_the_open_page()
    {
        var servers = await kafka.OneBrokerAsync();
        var browser = site.Browser();
        await browser.OpenAsync("/labs/cli-roundtrip");
        await browser.SubmitAsync("/labs/cli-roundtrip/start");
        await browser.SubmitAsync($"{Path(browser)}/cluster", ("servers", servers));
        var topic = browser.Page.QuerySelectorAll(".lab-task .prose code").Select(code => code.TextContent).First(text => text.StartsWith("hello-", StringComparison.Ordinal));

        using var live = await browser.Http.GetAsync(new Uri(browser.Page.QuerySelector("#live")!.GetAttribute("data-live")!, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", live.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await live.Content.ReadAsStreamAsync(Cancel));
        await UntilAsync(reader, "data-task=\"create\" data-state=\"open\"");

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 2, ReplicationFactor = 1 }]);
        await UntilAsync(reader, "data-task=\"create\" data-state=\"done\"");
    }

    /// <summary>Reads lines until one holds the text, moving the server's clock while nothing comes.</summary>
    private async Task UntilAsync(StreamReader reader, string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var line = reader.ReadLineAsync(limit.Token).AsTask();
            while (!line.IsCompleted)
            {
                site.Time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.WhenAny(line, Task.Delay(20, limit.Token));
            }
            if ((await line ?? throw new EndOfStreamException()).Contains(text, StringComparison.Ordinal)) return;
        }
    }

    private static string Path(TestBrowser browser) =>
        browser.Page.Forms.Select(form => form.GetAttribute("action")!).First(action => action.EndsWith("/evaluate", StringComparison.Ordinal))[..^"/evaluate".Length];

    private static long Poison(string servers, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = servers, GroupId = "reader" }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        while (true)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(10)) ?? throw new InvalidOperationException("No poison record.");
            if (record.Message.Value == "poison") return record.Offset.Value;
        }
    }
}
