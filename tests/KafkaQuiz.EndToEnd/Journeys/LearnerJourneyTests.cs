using Confluent.Kafka;
using Confluent.Kafka.Admin;
using KafkaQuiz.EndToEnd.Support;
using KafkaQuiz.TestKit;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KafkaQuiz.EndToEnd.Journeys;

/// <summary>The main job, once through, in a browser: sign up, take a quiz while the server dies, do a lab, see the progress.</summary>
public sealed class LearnerJourneyTests(Chromium chromium, RealKafka kafka)
{
    [Fact]
    public async Task A_learner_signs_up_takes_a_quiz_across_a_server_kill_and_sees_the_result()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        int port = ServerProcess.FreePort();
        await using var profile = await chromium.NewProfileAsync();
        var page = await profile.NewPageAsync();
        var server = await ServerProcess.StartAsync(folder.Path, cancel, port);
        try
        {
            await page.GotoAsync($"{server.Address}");
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
            await page.AssertNoViolationsAsync();
            await SignUpAsync(page, server);

            await page.GotoAsync($"{server.Address}chapters/4");
            await page.AssertNoViolationsAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "퀴즈 시작" }).ClickAsync();
            await page.WaitForURLAsync("**/attempts/*");
            await Expect(page.Locator("[data-cell]")).ToHaveCountAsync(20);
            await page.AssertNoViolationsAsync();

            // Answered and acknowledged.
            var choices = page.Locator(".choices").Filter(new() { Has = page.Locator("input[type=radio]") });
            var first = choices.First.Locator("input").First;
            var second = choices.Nth(1).Locator("input").Last;
            await page.RunAndWaitForResponseAsync(() => first.CheckAsync(), answer => answer.Url.Contains("/responses", StringComparison.Ordinal) && answer.Ok);

            // Answered while the server is gone: kept here, and told so.
            await server.KillAsync();
            await second.CheckAsync();
            await Expect(page.Locator("[data-save-state]")).ToHaveAttributeAsync("data-state", "kept");
            await server.DisposeAsync();
            server = await ServerProcess.StartAsync(folder.Path, cancel, port);
            await Expect(page.Locator("[data-save-state]")).ToHaveAttributeAsync("data-state", "saved", new() { Timeout = 45_000 });

            // Another visit to the attempt shows both.
            await page.ReloadAsync();
            await Expect(first).ToBeCheckedAsync();
            await Expect(second).ToBeCheckedAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "검토하고 제출하기" }).ClickAsync();
            await page.AssertNoViolationsAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "제출" }).ClickAsync();
            await Expect(page.GetByText("틀린 문제 다시 풀기")).ToBeVisibleAsync();
            await page.AssertNoViolationsAsync();
            await page.GotoAsync($"{server.Address}attempts");
            await Expect(page.Locator("main")).ToContainTextAsync("4장 퀴즈");
            await page.AssertNoViolationsAsync();
            await page.GotoAsync($"{server.Address}progress");
            await page.AssertNoViolationsAsync();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Without_JavaScript_a_guest_answers_and_submits_by_forms()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, cancel);
        await using var profile = await chromium.NewProfileAsync(javaScript: false, width: 390, height: 844);
        var page = await profile.NewPageAsync();
        await page.GotoAsync($"{server.Address}chapters/4");
        await page.GetByRole(AriaRole.Button, new() { Name = "퀴즈 시작" }).ClickAsync();
        var first = page.Locator(".choices input[type=radio]").First;
        await first.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "저장", Exact = true }).Last.ClickAsync();
        await Expect(page.Locator(".choices input[type=radio]").First).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "검토하고 제출하기" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "제출" }).ClickAsync();
        await Expect(page.GetByText("틀린 문제 다시 풀기")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_lab_on_a_real_cluster_ticks_live_and_counts_as_progress()
    {
        var cancel = TestContext.Current.CancellationToken;
        string bootstrap = await kafka.ThreeBrokersAsync();
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, cancel);
        await using var profile = await chromium.NewProfileAsync();
        var page = await profile.NewPageAsync();
        await SignUpAsync(page, server);
        await page.GotoAsync($"{server.Address}labs");
        await page.AssertNoViolationsAsync();
        await page.GotoAsync($"{server.Address}labs/six-partitions");
        await page.GetByRole(AriaRole.Button, new() { Name = "내 클러스터로 시작" }).ClickAsync();
        await page.AssertNoViolationsAsync();
        await page.GetByLabel("부트스트랩 서버").FillAsync(bootstrap);
        await page.GetByRole(AriaRole.Button, new() { Name = "연결하기" }).ClickAsync();
        await Expect(page.Locator(".lab-task[data-state=open]")).ToHaveCountAsync(2);

        string topic = await page.Locator(".lab-task code").First.InnerTextAsync();
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = topic, NumPartitions = 6, ReplicationFactor = 3 }]);
        await Expect(page.Locator(".lab-task[data-state=done]")).ToHaveCountAsync(2); // no click: the page hears of it
        await page.AssertNoViolationsAsync();

        await page.GotoAsync($"{server.Address}labs");
        await Expect(page.Locator(".card", new() { HasText = "파티션 6개" })).ToContainTextAsync("완료");
    }

    private static async Task SignUpAsync(IPage page, ServerProcess server)
    {
        await page.GotoAsync($"{server.Address}sign-up");
        await page.AssertNoViolationsAsync();
        await page.Locator("[name=email]").FillAsync("learner@example.com");
        await page.Locator("[name=name]").FillAsync("김카프");
        await page.Locator("[name=password]").FillAsync("partition leader of orders 7");
        await page.GetByRole(AriaRole.Button, new() { Name = "가입하기" }).ClickAsync();
        await Expect(page.GetByText("김카프").First).ToBeVisibleAsync();
    }
}
