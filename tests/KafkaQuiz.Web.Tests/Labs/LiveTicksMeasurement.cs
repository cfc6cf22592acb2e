using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.Practice;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>How soon open pages tick when many are open at once: web server, database, watches and clusters in one process.</summary>
public sealed class LiveTicksMeasurement
{
    private const int Learners = 200;

    [Fact]
    public async Task Two_hundred_open_pages_tick_after_a_change()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("KAFKAQUIZ_MEASURE") == "1", "A measurement for an idle machine: set KAFKAQUIZ_MEASURE=1");
        var cancel = TestContext.Current.CancellationToken;
        await using var site = new TestSite().With(services => services.Replace(ServiceDescriptor.Singleton(TimeProvider.System)));
        var clusters = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PracticeCluster.StartAsync(new PracticeClusterOptions { Brokers = 3 }, cancel)));
        var pages = new List<Page>();
        for (var i = 0; i < Learners; i++) pages.Add(await Page.OpenAsync(site, clusters[i % clusters.Length].BootstrapServers, cancel));
        await Task.WhenAll(pages.Select(page => page.SeesAsync("open", cancel)));
        await Task.Delay(TimeSpan.FromSeconds(5), cancel);

        var (cpu, began) = (Environment.CpuUsage.TotalTime, TimeProvider.System.GetTimestamp());
        var waits = new System.Collections.Concurrent.ConcurrentBag<double>();
        // One change every 50 ms, on cluster after cluster: each page is watched for its own.
        var ticks = new List<Task>();
        foreach (var page in pages)
        {
            ticks.Add(page.TicksAsync(waits, cancel));
            await Task.Delay(50, cancel);
        }
        await Task.WhenAll(ticks);
        var busy = (Environment.CpuUsage.TotalTime - cpu) / TimeProvider.System.GetElapsedTime(began);
        var sorted = waits.Order().ToList();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Learners} open pages: from a topic's creation to its tick p50 {sorted[sorted.Count / 2]:0} ms, p95 {sorted[sorted.Count * 95 / 100]:0} ms, max {sorted[^1]:0} ms; {busy:0.00} processors busy, clusters and readers included; the target is 1,000 ms");
        foreach (var page in pages) page.Dispose();
        foreach (var cluster in clusters) await cluster.DisposeAsync();
    }

    private sealed class Page(HttpResponseMessage live, StreamReader reader, string topic, string servers) : IDisposable
    {
        public static async Task<Page> OpenAsync(TestSite site, string servers, CancellationToken cancel)
        {
            var browser = site.Browser();
            await browser.OpenAsync("/labs/six-partitions");
            await browser.SubmitAsync("/labs/six-partitions/start");
            var path = browser.Page.Forms.Select(form => form.GetAttribute("action")!).First(action => action.EndsWith("/evaluate", StringComparison.Ordinal))[..^"/evaluate".Length];
            await browser.SubmitAsync($"{path}/cluster", ("servers", servers));
            var topic = browser.Page.QuerySelector(".lab-task code")!.TextContent;
            var live = await browser.Http.GetAsync(new Uri(browser.Page.QuerySelector("#live")!.GetAttribute("data-live")!, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancel);
            return new Page(live, new StreamReader(await live.Content.ReadAsStreamAsync(cancel)), topic, servers);
        }

        public async Task SeesAsync(string state, CancellationToken cancel)
        {
            while (!(await reader.ReadLineAsync(cancel) ?? throw new EndOfStreamException()).Contains($"data-task=\"six-partitions\" data-state=\"{state}\"", StringComparison.Ordinal))
            {
                // Another line of the same event.
            }
        }

        public async Task TicksAsync(System.Collections.Concurrent.ConcurrentBag<double> waits, CancellationToken cancel)
        {
            var seen = SeesAsync("done", cancel);
            using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
            await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 6, ReplicationFactor = 3 }]);
            var began = TimeProvider.System.GetTimestamp();
            await seen;
            waits.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        }

        public void Dispose()
        {
            reader.Dispose();
            live.Dispose();
        }
    }
}
