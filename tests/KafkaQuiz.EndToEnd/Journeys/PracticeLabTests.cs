using System.Text.RegularExpressions;
using KafkaQuiz.EndToEnd.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace KafkaQuiz.EndToEnd.Journeys;

/// <summary>Labs from the first click to completion on practice clusters, through the terminal of the page.</summary>
public sealed partial class PracticeLabTests(Chromium chromium)
{
    private const string Servers = "--bootstrap-server localhost:9092";

    /// <summary>A tool starts, the grader looks twice a second, and what must hold, holds for seconds; the machine may be slow.</summary>
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 60_000 };

    private static readonly LocatorAssertionsToHaveCountOptions PatientCount = new() { Timeout = 60_000 };

    [Fact]
    public async Task Six_partitions_from_the_first_click_to_completion()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var profile = await chromium.NewProfileAsync();
        var page = await StartAsync(profile, server, "six-partitions");
        await page.AssertNoViolationsAsync();
        await ShootAsync(page, "started");
        var topic = await page.Locator(".lab-task code").First.InnerTextAsync();

        await RunAsync(page, $"kafka-topics.sh {Servers} --create --topic {topic} --partitions 6 --replication-factor 3");
        await Expect(page.Locator("#transcript")).ToContainTextAsync($"Created topic {topic}.", Patient);
        await Expect(page.Locator("#picture")).ToContainTextAsync(topic, Patient);
        await Expect(page.Locator(".lab-task[data-state=done]")).ToHaveCountAsync(2, PatientCount); // no click: the page hears of it

        // A broker stops and comes back; the picture follows.
        await page.GetByRole(AriaRole.Button, new() { Name = "브로커 2 정지" }).ClickAsync();
        await Expect(page.Locator("[data-node='2'][data-state=stopped]")).ToHaveCountAsync(1, PatientCount);
        await Expect(page.Locator("#picture")).ToContainTextAsync("복제 부족", Patient);
        await page.AssertNoViolationsAsync();
        await ShootAsync(page, "a-broker-down");
        await page.GetByRole(AriaRole.Button, new() { Name = "브로커 2 시작" }).ClickAsync();
        await Expect(page.Locator("[data-node='2'][data-state=running]")).ToHaveCountAsync(1, PatientCount);

        // Tab completes; Escape lets the next Tab leave.
        var line = page.Locator("#line");
        await line.FillAsync("kafka-top");
        await line.PressAsync("Tab");
        await Expect(line).ToHaveValueAsync(KafkaTopics(), new() { Timeout = 30_000 });
        await line.PressAsync("Escape");
        await line.PressAsync("Tab");
        await Expect(line).Not.ToBeFocusedAsync();
        await line.FillAsync("");
        await line.PressAsync("ArrowUp");
        await Expect(line).ToHaveValueAsync(CreatesTopic());

        await page.GotoAsync($"{server.Address}labs");
        await Expect(page.Locator(".card", new() { HasText = "파티션 6개" })).ToContainTextAsync("완료");
    }

    [Fact]
    public async Task A_round_trip_with_the_command_line_tools_from_the_first_click_to_completion()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var profile = await chromium.NewProfileAsync(width: 390, height: 844, scheme: ColorScheme.Dark);
        var page = await StartAsync(profile, server, "cli-roundtrip");
        var codes = page.Locator(".lab-task .prose code");
        var topic = await codes.Nth(1).InnerTextAsync();
        var message = await page.Locator(".lab-task[data-task=produce] .prose code").Nth(2).InnerTextAsync();
        var group = await page.Locator(".lab-task[data-task=consume] .prose code").Nth(1).InnerTextAsync();

        await RunAsync(page, $"kafka-topics.sh {Servers} --create --topic {topic} --partitions 2");
        await Expect(page.Locator(".lab-task[data-state=done]")).ToHaveCountAsync(1, PatientCount);
        // The producer reads what is typed until Ctrl+C.
        await RunAsync(page, $"kafka-console-producer.sh {Servers} --topic {topic}");
        await RunAsync(page, message);
        await Expect(page.Locator(".lab-task[data-state=done]")).ToHaveCountAsync(2, PatientCount);
        await page.Locator("#line").PressAsync("Control+c");
        await Expect(page.Locator("#transcript")).ToContainTextAsync("^C", Patient);
        await RunAsync(page, $"kafka-console-consumer.sh {Servers} --topic {topic} --group {group} --from-beginning --max-messages 1");
        await Expect(page.Locator("#live")).ToContainTextAsync("실습을 완료했습니다", Patient);
        // A button that happens to be half under the header that stays in view would count as a target too small.
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.AssertNoViolationsAsync();
        await ShootAsync(page, "phone-dark");
    }

    [Fact]
    public async Task A_broker_of_ones_own_from_the_first_click_to_completion()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var profile = await chromium.NewProfileAsync();
        await profile.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await OpenAsync(profile, server, "reachable-broker");
        await Expect(page.Locator("#picture")).ToContainTextAsync("설정 파일 쓰기", Patient);
        await page.AssertNoViolationsAsync();
        var address = await page.Locator(".lab-named code").InnerTextAsync();
        var port = int.Parse(address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

        // The distribution's file as it is: not formatted, and the page says so in Kafka's words.
        await RunAsync(page, "kafka-server-start.sh -daemon config/server.properties");
        await Expect(page.Locator("#picture .alert")).ToContainTextAsync("No readable meta.properties files found.", Patient);
        await Expect(page.Locator("#file-list")).ToContainTextAsync("logs/kafkaServer.out", Patient); // written by a command: no reload

        // Saved under a name of its own; the sample stays.
        await page.Locator("#file-list summary", new() { HasText = "config/server.properties" }).ClickAsync();
        var file = page.Locator("#file-list details[open]");
        await file.Locator("input[name=path]").FillAsync("config/my-node.properties");
        await file.Locator("textarea").FillAsync($"""
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@localhost:{port + 1}
            listeners=PLAINTEXT://localhost:{port},CONTROLLER://localhost:{port + 1}
            advertised.listeners=PLAINTEXT://localhost:{port}
            controller.listener.names=CONTROLLER
            log.dirs=data/my-node
            offsets.topic.replication.factor=1
            """);
        await file.GetByRole(AriaRole.Button, new() { Name = "저장" }).ClickAsync();
        await Expect(page.Locator("#file-list details[open]")).ToContainTextAsync("config/my-node.properties", Patient);
        await page.AssertNoViolationsAsync();

        // Two lines pasted at once run in order.
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)",
            "kafka-storage.sh format -t hlQ6cG9sT5e3y1aBcDeF0A -c config/my-node.properties\nkafka-server-start.sh -daemon config/my-node.properties\n");
        await page.Locator("#line").FocusAsync();
        await page.Keyboard.PressAsync("Control+v");
        await Expect(page.Locator("#picture [data-node='1'][data-state=running]")).ToHaveCountAsync(1, PatientCount);
        await Expect(page.Locator(".lab-named")).ToContainTextAsync("응답함", Patient);

        // The producer's input ends with Ctrl+D; the record is sent.
        var topic = await page.Locator(".lab-task[data-task=used] .prose code").First.InnerTextAsync();
        await RunAsync(page, $"kafka-console-producer.sh --bootstrap-server {address} --topic {topic}");
        await RunAsync(page, "hello");
        await Expect(page.Locator(".lab-busy")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator("#line").PressAsync("Control+d");
        await Expect(page.Locator(".lab-busy")).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#live")).ToContainTextAsync("실습을 완료했습니다", Patient);

        await page.GetByRole(AriaRole.Button, new() { Name = "부트스트랩 주소 복사" }).ClickAsync();
        Assert.Equal(await page.Locator("#servers-now").InnerTextAsync(), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.GetByRole(AriaRole.Button, new() { Name = "브로커 1 느리게" }).ClickAsync();
        await Expect(page.Locator("[data-node='1']")).ToContainTextAsync("500 ms 느림", Patient);
        await page.AssertNoViolationsAsync();
        await ShootAsync(page, "a-broker-of-ones-own");
    }

    [Fact]
    public async Task Without_JavaScript_a_lab_is_done_from_the_first_click_to_completion()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder.Path, TestContext.Current.CancellationToken);
        await using var profile = await chromium.NewProfileAsync(javaScript: false);
        var page = await StartAsync(profile, server, "manual-commit");
        var codes = page.Locator(".lab-task .prose code");
        var (group, topic) = (await codes.Nth(0).InnerTextAsync(), await codes.Nth(1).InnerTextAsync());

        await RunAsync(page, $"kafka-console-consumer.sh {Servers} --topic {topic} --from-beginning --max-messages 100 --formatter-property print.offset=true | grep poison");
        await SeeAsync(page, "Processed a total of 100 messages");
        var poison = PoisonLine().Match(await page.Locator("#transcript").InnerTextAsync());
        Assert.True(poison.Success, await page.Locator("#transcript").InnerTextAsync());
        await RunAsync(page, $"kafka-consumer-groups.sh {Servers} --group {group} --topic {topic} --reset-offsets --to-offset {poison.Groups[1].Value} --execute");
        await SeeAsync(page, "NEW-OFFSET");
        await page.GetByRole(AriaRole.Button, new() { Name = "채점하기" }).ClickAsync(new() { Timeout = 60_000 });
        await Expect(page.Locator("#live")).ToContainTextAsync("실습을 완료했습니다", Patient);
        await ShootAsync(page, "without-script");
    }

    private static async Task<IPage> StartAsync(IBrowserContext profile, ServerProcess server, string lab)
    {
        var page = await OpenAsync(profile, server, lab);
        await Expect(page.Locator("#picture [data-node='1'][data-state=running]")).ToHaveCountAsync(1, PatientCount);
        return page;
    }

    private static async Task<IPage> OpenAsync(IBrowserContext profile, ServerProcess server, string lab)
    {
        var page = await profile.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync($"{server.Address}labs/{lab}");
        await page.GetByRole(AriaRole.Button, new() { Name = "연습 클러스터로 시작" }).ClickAsync();
        return page;
    }

    private static async Task RunAsync(IPage page, string line)
    {
        await page.Locator("#line").FillAsync(line);
        await page.Locator("#line").PressAsync("Enter");
    }

    /// <summary>Without a script a page shows what was printed when it was made.</summary>
    private static async Task SeeAsync(IPage page, string text)
    {
        for (var tries = 0; tries < 20 && !(await page.Locator("#transcript").InnerTextAsync()).Contains(text, StringComparison.Ordinal); tries++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            await page.ReloadAsync();
        }
        await Expect(page.Locator("#transcript")).ToContainTextAsync(text);
    }

    /// <summary>Keeps a picture of the page in the folder that KAFKAQUIZ_SCREENSHOTS names, if any.</summary>
    private static async Task ShootAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("KAFKAQUIZ_SCREENSHOTS") is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"lab-{name}.png"), FullPage = true });
    }

    [GeneratedRegex(@"Offset:(\d+)\s+poison")]
    private static partial Regex PoisonLine();

    [GeneratedRegex("^kafka-topics(\\.sh)? $")]
    private static partial Regex KafkaTopics();

    [GeneratedRegex("--create --topic")]
    private static partial Regex CreatesTopic();
}
