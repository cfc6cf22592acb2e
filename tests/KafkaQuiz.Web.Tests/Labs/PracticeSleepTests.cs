using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Features.Labs.Practice;
using KafkaQuiz.Web.Tests.Accounts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>Practice clusters go to sleep on disk when they are not used and when the server stops, and wake with all that was on them.</summary>
public sealed class PracticeSleepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_restart_of_the_server_loses_nothing()
    {
        var before = new TestSite { KeepsData = true };
        var browser = before.Browser();
        var email = await browser.SignUpAsync();
        var work = await PracticeSession.StartAsync(before, "six-partitions", browser);
        await work.RunAsync($"kafka-topics.sh --bootstrap-server localhost:9092 --create --topic {work.Topic} --partitions 6 --replication-factor 3");
        await work.RunAsync("echo 'acks=all' > client.properties");
        await work.Browser.SubmitAsync($"{work.Path}/brokers", ("action", "stop"));
        await before.DisposeAsync();

        await using var after = new TestSite { Data = before.Data };
        var again = after.Browser();
        await again.SignInAsync(email);
        await again.OpenAsync("/labs/six-partitions");
        var woken = PracticeSession.Of(after, "six-partitions", again);
        Assert.Equal(work.Session, woken.Session);
        Assert.Contains($"Created topic {woken.Topic}.", again.Page.QuerySelector("#transcript")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("stopped", await woken.ProcessAsync(1));
        await woken.RunAsync("cat client.properties");
        Assert.EndsWith("acks=all\n", again.Page.QuerySelector("#transcript")!.TextContent.TrimEnd(' '), StringComparison.Ordinal);
        await again.SubmitAsync($"{woken.Path}/brokers", ("action", "start"));
        await again.SubmitAsync($"{woken.Path}/evaluate");
        Assert.Contains("실습을 완료했습니다", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_used_for_half_an_hour_it_sleeps_and_the_next_page_goes_on()
    {
        await using var site = new TestSite();
        var work = await PracticeSession.StartAsync(site, "cli-roundtrip");
        await work.RunAsync("kafka-topics.sh --bootstrap-server localhost:9092 --create --topic kept");
        site.Time.Advance(TimeSpan.FromMinutes(20));
        await work.Browser.OpenAsync("/labs/cli-roundtrip");
        var benches = site.Services.GetRequiredService<PracticeBenches>();
        site.Time.Advance(TimeSpan.FromMinutes(20));
        await benches.TendAsync();
        Assert.True(benches.IsAwake(work.Session));
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await benches.TendAsync();
        Assert.False(benches.IsAwake(work.Session));
        await work.Browser.OpenAsync("/labs/cli-roundtrip");
        Assert.True(benches.IsAwake(work.Session));
        Assert.Contains("kept", work.Browser.Page.QuerySelector("#picture")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_third_practice_cluster_of_a_learner_puts_the_one_that_was_left_alone_longest_to_sleep()
    {
        await using var site = new TestSite();
        var benches = site.Services.GetRequiredService<PracticeBenches>();
        var first = await PracticeSession.StartAsync(site, "cli-roundtrip");
        site.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await PracticeSession.StartAsync(site, "manual-commit", first.Browser);
        site.Time.Advance(TimeSpan.FromSeconds(1));
        var third = await PracticeSession.StartAsync(site, "six-partitions", first.Browser);
        Assert.Equal((false, true, true), (benches.IsAwake(first.Session), benches.IsAwake(second.Session), benches.IsAwake(third.Session)));
        // A page that is only open wakes nobody at another's cost; what the learner does there, does.
        Assert.Null(await benches.FindAsync(first.Session, makesRoom: false, Cancel));
        site.Time.Advance(TimeSpan.FromSeconds(1));
        await first.Browser.OpenAsync("/labs/cli-roundtrip");
        Assert.Equal((true, false, true), (benches.IsAwake(first.Session), benches.IsAwake(second.Session), benches.IsAwake(third.Session)));
    }

    [Fact]
    public async Task A_server_without_room_says_so_and_wakes_it_when_there_is_room_again()
    {
        await using var site = new TestSite().With("KAFKAQUIZ_PRACTICE_CLUSTERS", "1");
        var benches = site.Services.GetRequiredService<PracticeBenches>();
        var first = await PracticeSession.StartAsync(site, "cli-roundtrip");
        var browser = site.Browser();
        await browser.OpenAsync("/labs/six-partitions");
        await browser.SubmitAsync("/labs/six-partitions/start", ("cluster", "practice"));
        Assert.Contains("모두 사용 중입니다", browser.Text, StringComparison.Ordinal);
        site.Time.Advance(TimeSpan.FromMinutes(6));
        var session = PracticeSession.Of(site, "six-partitions", browser);
        await browser.SubmitAsync($"{session.Path}/practice");
        Assert.Equal((false, true), (benches.IsAwake(first.Session), benches.IsAwake(session.Session)));
        await first.Browser.OpenAsync("/labs/cli-roundtrip");
        Assert.Contains("연습 클러스터가 실행 중이 아닙니다", first.Browser.Text, StringComparison.Ordinal);
        site.Time.Advance(TimeSpan.FromMinutes(6));
        await first.Browser.OpenAsync("/labs/cli-roundtrip");
        Assert.NotNull(first.Browser.Page.QuerySelector("#picture [data-node='1']"));
    }

    [Fact]
    public async Task A_crash_costs_at_most_what_came_after_the_last_save()
    {
        var before = new TestSite { KeepsData = true };
        var browser = before.Browser();
        var email = await browser.SignUpAsync();
        var work = await PracticeSession.StartAsync(before, "cli-roundtrip", browser);
        await work.RunAsync("kafka-topics.sh --bootstrap-server localhost:9092 --create --topic saved");
        await before.Services.GetRequiredService<PracticeBenches>().TendAsync();
        // What a killed server leaves: the files as they are now.
        var copy = Directory.CreateTempSubdirectory("kafkaquiz-crash-").FullName;
        var practice = Path.Combine(before.Data, "practice");
        Copy(practice, copy);
        await before.DisposeAsync();
        Directory.Delete(practice, recursive: true);
        Directory.Move(copy, practice);

        await using var after = new TestSite { Data = before.Data };
        var again = after.Browser();
        await again.SignInAsync(email);
        await again.OpenAsync("/labs/cli-roundtrip");
        Assert.Contains("saved", again.Page.QuerySelector("#picture")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_the_page_offers_a_fresh_cluster()
    {
        await using var site = new TestSite();
        var work = await PracticeSession.StartAsync(site, "cli-roundtrip");
        var benches = site.Services.GetRequiredService<PracticeBenches>();
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await benches.TendAsync();
        var file = Directory.GetFiles(Path.Combine(site.Data, "practice"), work.Session.ToString(), SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "nonsense", Cancel);
        await work.Browser.OpenAsync("/labs/cli-roundtrip");
        Assert.Contains("연습 클러스터가 실행 중이 아닙니다", work.Browser.Text, StringComparison.Ordinal);
        Assert.True(File.Exists(file + ".damaged"));
        await work.Browser.SubmitAsync($"{work.Path}/practice");
        Assert.NotNull(work.Browser.Page.QuerySelector("#picture [data-node='1']"));
    }

    [Fact]
    public async Task Files_go_with_the_session_and_with_the_learner()
    {
        await using var site = new TestSite();
        var work = await PracticeSession.StartAsync(site, "cli-roundtrip");
        var benches = site.Services.GetRequiredService<PracticeBenches>();
        await benches.TendAsync();
        Assert.NotEmpty(Files(site));
        await work.Browser.SubmitAsync("/labs/cli-roundtrip/start", ("restart", "1"));
        var fresh = PracticeSession.Of(site, "cli-roundtrip", work.Browser);
        Assert.False(benches.Has(work.Session));
        Assert.True(benches.IsAwake(fresh.Session));
        await benches.TendAsync();
        Assert.All(Files(site), file => Assert.StartsWith(fresh.Session.ToString(), Path.GetFileName(file), StringComparison.Ordinal));

        await site.DatabaseAsync(async database =>
        {
            await database.Set<LabSession>().Where(session => session.Id == fresh.Session).ExecuteDeleteAsync(Cancel);
            await site.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ForgottenBenches>().Single().DeleteAsync(database, Cancel);
            return 0;
        });
        Assert.False(benches.Has(fresh.Session));
        Assert.Empty(Files(site));
    }

    private static string[] Files(TestSite site) => Directory.GetFiles(Path.Combine(site.Data, "practice"), "*", SearchOption.AllDirectories);

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
