using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaQuiz.Web.Tests.Hosting;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>A learner at the page of a lab on a practice cluster.</summary>
internal sealed record PracticeSession(TestBrowser Browser, Guid Session, string Path)
{
    /// <summary>The first name that the tasks name: the learner's topic, in labs where it stands first.</summary>
    public string Topic => Browser.Page.QuerySelector(".lab-task code")!.TextContent;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>One click of a new visitor.</summary>
    public static async Task<PracticeSession> StartAsync(TestSite site, string lab, TestBrowser? browser = null)
    {
        browser ??= site.Browser();
        await browser.OpenAsync($"/labs/{lab}");
        await browser.SubmitAsync($"/labs/{lab}/start", ("cluster", "practice"));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        return Of(site, lab, browser);
    }

    /// <summary>Of the page that the browser shows.</summary>
    public static PracticeSession Of(TestSite _, string lab, TestBrowser browser)
    {
        var action = browser.Page.Forms.Select(form => form.GetAttribute("action")!).First(action => action.EndsWith("/evaluate", StringComparison.Ordinal));
        var session = Guid.Parse(action.Split('/')[^2]);
        return new PracticeSession(browser, session, $"/labs/{lab}/sessions/{session}");
    }

    /// <summary>Types a line into the terminal's form.</summary>
    public Task RunAsync(string line) => Browser.SubmitAsync($"{Path}/terminal", ("line", line));

    /// <summary>Calls the API's address under the practice cluster's.</summary>
    public Task<HttpResponseMessage> CallAsync(HttpMethod method, string path, object? body = null) => Browser.CallAsync(method, $"/api/v1/lab-sessions/{Session}/practice{path}", body);

    /// <summary>Where clients on this computer reach it.</summary>
    public async Task<string> ServersAsync() => (await LookAsync()).GetProperty("servers").GetString()!;

    /// <summary>How a node's process is.</summary>
    public async Task<string> ProcessAsync(int node) =>
        (await LookAsync()).GetProperty("cluster").GetProperty("nodes").EnumerateArray().Single(one => one.GetProperty("id").GetInt32() == node).GetProperty("process").ToString().ToLowerInvariant();

    private async Task<JsonElement> LookAsync()
    {
        using var answer = await CallAsync(HttpMethod.Get, "");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }
}
