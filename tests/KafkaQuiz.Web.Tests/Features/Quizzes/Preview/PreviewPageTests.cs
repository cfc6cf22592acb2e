using System.Net;
using KafkaQuiz.Web.Host;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaQuiz.Web.Tests.Features.Quizzes.Preview;

/// <summary>The page of a question for its author, on a copy of the banks that the tests edit.</summary>
public sealed class PreviewPageTests : IDisposable
{
    private const string Address = "/preview/4.3/idle-consumer";
    private readonly string _root = Directory.CreateTempSubdirectory("kafkaquiz-preview-test-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Bank => Path.Combine(_root, "questions", "ch04", "4.3-consumer-group.yaml");

    public PreviewPageTests()
    {
        var from = Repository();
        Directory.CreateDirectory(Path.Combine(_root, "questions", "ch04", "figures"));
        File.Copy(Path.Combine(from, "questions", "course.yaml"), Path.Combine(_root, "questions", "course.yaml"));
        File.Copy(Path.Combine(from, "questions", "ch04", "4.3-consumer-group.yaml"), Bank);
        foreach (var figure in Directory.EnumerateFiles(Path.Combine(from, "questions", "ch04", "figures")))
            File.Copy(figure, Path.Combine(_root, "questions", "ch04", "figures", Path.GetFileName(figure)));
    }

    [Fact]
    public async Task Without_the_setting_there_is_no_preview()
    {
        await using var site = new TestSite().With(From(IPAddress.Loopback));
        var browser = site.Browser();

        await browser.OpenAsync(Address);

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Theory]
    [InlineData("192.0.2.7", "localhost")]
    [InlineData("127.0.0.1", "quiz.example")]
    public async Task A_visitor_from_elsewhere_or_through_another_name_sees_no_preview(string from, string host)
    {
        await using var site = Site(IPAddress.Parse(from));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{host}{Address}"));

        using var answer = await site.Browser().Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_question_stands_in_both_languages_with_its_answer_and_every_why()
    {
        await using var site = Site(IPAddress.Loopback);
        var browser = site.Browser();

        var page = await browser.OpenAsync(Address);

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("네 번째 컨슈머는 어떻게 될까요?", page.QuerySelector("section[lang=ko]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("What becomes of the fourth?", page.QuerySelector("section[lang=en]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.QuerySelectorAll("section[lang=ko] input[type=radio]").Length);
        Assert.Equal(4, page.QuerySelectorAll("section[lang=ko] .why").Length);
        Assert.Equal(4, page.QuerySelectorAll("section[lang=en] .why").Length);
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src])"));
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Another_seed_shows_another_variant()
    {
        await using var site = Site(IPAddress.Loopback);
        var browser = site.Browser();
        var shown = new HashSet<string>();
        for (var seed = 0; seed < 8; seed++)
            shown.Add(string.Join('|', (await browser.OpenAsync($"{Address}?seed={seed}")).QuerySelectorAll("section[lang=ko] label.choice").Select(choice => choice.TextContent)));

        Assert.InRange(shown.Count, 2, 8);
    }

    [Fact]
    public async Task A_saved_file_changes_the_version_and_the_page()
    {
        await using var site = Site(IPAddress.Loopback);
        var browser = site.Browser();
        var before = (await browser.OpenAsync(Address)).QuerySelector("[data-preview-version]")!.GetAttribute("data-preview-version");
        Assert.Equal(before, await VersionAsync(browser));

        await EditAsync(site, "파티션을 받지 못한 네 번째 컨슈머는", "한가한 네 번째 컨슈머는");

        Assert.NotEqual(before, await VersionAsync(browser));
        await browser.OpenAsync(Address);
        Assert.Contains("한가한 네 번째 컨슈머는", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_shows_its_fault_with_line_and_column_until_it_is_mended()
    {
        await using var site = Site(IPAddress.Loopback);
        var browser = site.Browser();
        await browser.OpenAsync(Address);

        await EditAsync(site, "    level: understand", "    levl: understand");
        await browser.OpenAsync(Address);
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Matches(@"questions/ch04/4\.3-consumer-group\.yaml:\d+:\d+ 오류 unknown-key", browser.Text);

        await EditAsync(site, "    levl: understand", "    level: understand");
        await browser.OpenAsync(Address);
        Assert.DoesNotContain("unknown-key", browser.Text, StringComparison.Ordinal);
        Assert.Contains("네 번째 컨슈머는", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_question_of_the_bank_has_a_preview()
    {
        await using var site = Site(IPAddress.Loopback);
        var browser = site.Browser();
        var ids = File.ReadAllLines(Bank).Where(line => line.StartsWith("  - id: ", StringComparison.Ordinal)).Select(line => line[8..].Trim()).ToList();
        Assert.NotEmpty(ids);
        foreach (var id in ids)
        {
            var page = await browser.OpenAsync($"/preview/4.3/{id}?seed=3");
            Assert.True(browser.Status == HttpStatusCode.OK, id);
            Assert.Equal(2, page.QuerySelectorAll(".outcome-title.right").Length);
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KafkaQuiz.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    private TestSite Site(IPAddress from) => new TestSite().With(Settings.PreviewMode.Variable, "1").With(Settings.ContentAt.Variable, _root).With(From(from));

    // The test server has no connection, so no address either.
    private static Action<IServiceCollection> From(IPAddress address) => services => services.AddSingleton<IStartupFilter>(new Visitor(address));

    // The files are looked at five times a second at most, by the site's clock.
    private async Task EditAsync(TestSite site, string from, string to)
    {
        var text = await File.ReadAllTextAsync(Bank, Token);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Bank, text[..at] + to + text[(at + from.Length)..], Token);
        site.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private static async Task<string> VersionAsync(TestBrowser browser) => await browser.Http.GetStringAsync(new Uri("/preview/version", UriKind.Relative), Token);

    private sealed class Visitor(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Connection.RemoteIpAddress = address;
                return rest(http);
            });
            next(app);
        };
    }
}
