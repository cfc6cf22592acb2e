using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Confluent.Kafka;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>A learner does labs on a practice cluster, with forms only, with the API, and with clients of their own.</summary>
public sealed class PracticeLabTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_click_gives_a_prepared_cluster_on_which_a_client_of_the_learners_own_completes_the_lab()
    {
        var work = await PracticeSession.StartAsync(site, "manual-commit");
        var codes = work.Browser.Page.QuerySelectorAll(".lab-task .prose code").Select(code => code.TextContent).ToList();
        var (group, topic) = (codes[0], codes[1]);
        Assert.Contains(topic, work.Browser.Page.QuerySelector("#picture")!.TextContent, StringComparison.Ordinal);
        var servers = await work.ServersAsync();

        long poison = Poison(servers, topic);
        using (var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = servers, GroupId = group }).Build())
            consumer.Commit([new TopicPartitionOffset(topic, 0, poison)]);

        // The task must hold for three seconds of the server's clock, which a test moves.
        var graded = work.Browser.SubmitAsync($"{work.Path}/evaluate");
        while (!graded.IsCompleted)
        {
            site.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(graded, Task.Delay(50, Cancel));
        }
        await graded;
        Assert.Contains("실습을 완료했습니다", work.Browser.Text, StringComparison.Ordinal);
        Assert.True(await site.DatabaseAsync(database => database.Set<LabCompletion>().AnyAsync(c => c.LabId == "manual-commit", Cancel)));
    }

    [Fact]
    public async Task Without_a_script_the_terminal_is_a_form_whose_page_shows_what_the_command_printed()
    {
        var work = await PracticeSession.StartAsync(site, "six-partitions");
        await work.RunAsync($"kafka-topics.sh --bootstrap-server localhost:9092 --create --topic {work.Topic} --partitions 6 --replication-factor 3");
        Assert.Contains($"Created topic {work.Topic}.", work.Browser.Page.QuerySelector("#transcript")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(work.Topic, work.Browser.Page.QuerySelector("#picture")!.TextContent, StringComparison.Ordinal);
        await work.Browser.SubmitAsync($"{work.Path}/evaluate");
        Assert.Contains("실습을 완료했습니다", work.Browser.Text, StringComparison.Ordinal);

        // The course asks for this lab: its pages tell that it is done, and which are not.
        foreach (var page in new[] { "/progress", "/chapters/3", "/sections/3.3", "/labs" })
        {
            await work.Browser.OpenAsync(page);
            Assert.Equal("완료", Badge("six-partitions"));
        }
        await work.Browser.OpenAsync("/progress");
        Assert.Equal("필수", Badge("not-enough-replicas"));
        Assert.Equal("필수", Badge("capacity"));

        string Badge(string lab) => work.Browser.Page.QuerySelector($"a[href='/labs/{lab}']")!.Closest("li")!.QuerySelector(".badge.good, .badge.accent")!.TextContent.Trim();
    }

    [Fact]
    public async Task What_a_program_prints_is_text_in_the_page_and_never_markup()
    {
        var work = await PracticeSession.StartAsync(site, "six-partitions");
        await work.RunAsync("echo '<img src=x onerror=alert(1)>'");
        Assert.Null(work.Browser.Page.QuerySelector("#transcript img"));
        Assert.Contains("<img src=x", work.Browser.Page.QuerySelector("#transcript")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_is_stopped_and_started_by_buttons_that_are_forms()
    {
        var work = await PracticeSession.StartAsync(site, "six-partitions");
        Assert.Equal(3, work.Browser.Page.QuerySelectorAll("#picture [data-node]").Length);
        await work.Browser.SubmitAsync($"{work.Path}/brokers", ("action", "stop"));
        Assert.Equal("stopped", await work.ProcessAsync(1));
        Assert.Equal("stopped", work.Browser.Page.QuerySelector("[data-node='1']")!.GetAttribute("data-state"));
        await work.Browser.SubmitAsync($"{work.Path}/brokers", ("action", "start"));
        Assert.Equal("running", await work.ProcessAsync(1));
    }

    [Fact]
    public async Task Time_moves_on_by_a_button()
    {
        var work = await PracticeSession.StartAsync(site, "cli-roundtrip");
        await work.Browser.SubmitAsync($"{work.Path}/time", ("seconds", "3600"));
        Assert.Contains("1시간", work.Browser.Page.QuerySelector("#picture")!.TextContent, StringComparison.Ordinal);
        using var refused = await work.CallAsync(HttpMethod.Post, "/time", new { seconds = 1_000_000_000 });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
    }

    [Fact]
    public async Task A_file_is_saved_and_the_terminal_reads_it()
    {
        var work = await PracticeSession.StartAsync(site, "cli-roundtrip");
        using var saved = await work.CallAsync(HttpMethod.Put, "/files", new { path = "client.properties", text = "acks=all\n" });
        Assert.Equal(HttpStatusCode.NoContent, saved.StatusCode);
        await work.RunAsync("cat client.properties");
        Assert.Contains("acks=all", work.Browser.Page.QuerySelector("#transcript")!.TextContent, StringComparison.Ordinal);
        using var large = await work.CallAsync(HttpMethod.Put, "/files", new { path = "large", text = new string('x', 300_000) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, large.StatusCode);
    }

    [Fact]
    public async Task Without_a_script_a_file_is_copied_by_saving_it_under_another_path()
    {
        var work = await PracticeSession.StartAsync(site, "two-listeners");
        Assert.True(work.Browser.Page.QuerySelector("#files")!.HasAttribute("open"));
        Assert.Contains("설정 파일 쓰기", work.Browser.Page.QuerySelector("#picture")!.TextContent, StringComparison.Ordinal);
        await work.Browser.SubmitAsync($"{work.Path}/files", ("path", "config/mine.properties"), ("text", "node.id=7"));
        var files = work.Browser.Page.QuerySelectorAll(".lab-file summary code").Select(code => code.TextContent).ToList();
        Assert.Equal(["config/broker.properties", "config/controller.properties", "config/mine.properties", "config/server.properties"], files);
        // What commands write is in the list that an open page fetches.
        await work.RunAsync("cp config/mine.properties config/another.properties");
        await work.Browser.OpenAsync($"{work.Path}/files");
        Assert.Contains("config/another.properties", work.Browser.Page.DocumentElement.TextContent, StringComparison.Ordinal);
        var stranger = site.Browser();
        await stranger.OpenAsync($"{work.Path}/files");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
    }

    [Fact]
    public async Task A_server_that_could_not_start_is_shown_with_its_reason()
    {
        var work = await PracticeSession.StartAsync(site, "two-listeners");
        await work.RunAsync("kafka-server-start.sh -daemon config/server.properties");
        var picture = work.Browser.Page.QuerySelector("#picture")!.TextContent;
        Assert.Contains("노드 1 (종료 코드 1)", picture, StringComparison.Ordinal);
        Assert.Contains("No readable meta.properties files found.", picture, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_script_a_button_ends_the_input_of_a_command()
    {
        var work = await PracticeSession.StartAsync(site, "cli-roundtrip");
        await work.RunAsync("cat > note.txt");
        await work.RunAsync("kept");
        await work.Browser.SubmitAsync($"{work.Path}/end-input");
        await work.RunAsync("cat note.txt note.txt");
        Assert.Contains("kept\nkept\n", work.Browser.Page.QuerySelector("#transcript")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_slow_says_by_how_much_and_is_healed()
    {
        var work = await PracticeSession.StartAsync(site, "six-partitions");
        await work.Browser.SubmitAsync($"{work.Path}/brokers", ("action", "slow"));
        Assert.Contains("500 ms 느림", work.Browser.Page.QuerySelector("[data-node='1']")!.TextContent, StringComparison.Ordinal);
        await work.Browser.SubmitAsync($"{work.Path}/brokers", ("action", "heal"));
        Assert.DoesNotContain("느림", work.Browser.Page.QuerySelector("[data-node='1']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completion_offers_the_topics_of_the_cluster()
    {
        var work = await PracticeSession.StartAsync(site, "manual-commit");
        const string line = "kafka-topics.sh --bootstrap-server localhost:9092 --describe --topic pay";
        // The cluster is given 0.8 s to answer, which a busy machine may take.
        List<string> items = [];
        while (items.Count == 0)
        {
            using var answer = await work.CallAsync(HttpMethod.Post, "/terminal/completions", new { line, caret = line.Length });
            items = [.. (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("text").GetString()!)];
        }
        Assert.All(items, item => Assert.StartsWith("payments-", item, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_page_is_sent_the_picture_and_the_terminals_output_as_they_change()
    {
        var work = await PracticeSession.StartAsync(site, "six-partitions");
        using var answer = await work.Browser.Http.GetAsync(new Uri($"/labs/sessions/{work.Session}/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        using var entered = await work.CallAsync(HttpMethod.Post, "/terminal", new { line = "kafka-topics.sh --bootstrap-server localhost:9092 --create --topic seen-live" });
        Assert.Equal(HttpStatusCode.NoContent, entered.StatusCode);
        var (printed, drawn, kind) = (false, false, "");
        while (!printed || !drawn)
        {
            var line = await events.ReadLineAsync(Cancel) ?? throw new EndOfStreamException("The live stream ended.");
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line["event: ".Length..];
            printed |= kind == "terminal" && line.Contains("Created topic seen-live.", StringComparison.Ordinal);
            drawn |= kind == "picture" && line.Contains("seen-live", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_restart_gives_fresh_values_on_a_fresh_cluster()
    {
        var work = await PracticeSession.StartAsync(site, "manual-commit");
        await work.RunAsync("kafka-topics.sh --bootstrap-server localhost:9092 --create --topic left-over");
        await work.Browser.SubmitAsync("/labs/manual-commit/start", ("restart", "1"));
        var again = PracticeSession.Of(site, "manual-commit", work.Browser);
        Assert.NotEqual(work.Session, again.Session);
        var picture = again.Browser.Page.QuerySelector("#picture")!.TextContent;
        Assert.Contains(again.Browser.Page.QuerySelectorAll(".lab-task .prose code")[1].TextContent, picture, StringComparison.Ordinal);
        Assert.DoesNotContain("left-over", picture, StringComparison.Ordinal);
    }

    private static long Poison(string servers, string topic)
    {
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = servers, GroupId = "looker", EnableAutoCommit = false }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, 0));
        while (true)
        {
            var record = consumer.Consume(Cancel);
            if (record.Message.Value == "poison") return record.Offset;
        }
    }
}
