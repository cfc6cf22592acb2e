using System.Net.Http.Json;
using System.Text.Json;
using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Quizzes;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Features.Quizzes;

/// <summary>A learner who takes quizzes with forms alone, and knows the answers because the test looks them up in the database.</summary>
internal sealed class QuizPlayer(TestSite site, string language = "ko")
{
    public TestBrowser Browser { get; } = site.Browser(language);

    /// <summary>The attempt last started.</summary>
    public Guid Attempt { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens a page with a start form and starts what it offers.</summary>
    public async Task StartAsync(string page, AttemptKind kind, FeedbackTiming feedback)
    {
        await Browser.OpenAsync(page);
        var form = Browser.Page.Forms.First(form => form.QuerySelector($"input[name=kind][value={kind}]") is not null);
        var values = new List<KeyValuePair<string, string>>
        {
            new("__RequestVerificationToken", Hidden(form, "__RequestVerificationToken")),
            new("id", Hidden(form, "id")),
            new("kind", kind.ToString()),
            new("scope", Hidden(form, "scope")),
            new("feedback", feedback.ToString()),
        };
        await PostAsync("/attempts", values);
        Attempt = Guid.Parse(Browser.Address.Split('/', '?')[2]);
    }

    /// <summary>The variants that the attempt shows, as the database keeps them.</summary>
    public Task<List<QuestionVariant>> VariantsAsync() => site.DatabaseAsync(async database =>
    {
        var rows = await (
            from item in database.Set<AttemptItem>()
            where item.AttemptId == Attempt
            join shown in database.Set<ShownQuestion>() on new { item.ContentHash, item.Seed } equals new { shown.ContentHash, shown.Seed }
            orderby item.Position
            select shown.Variant).ToListAsync(Token);
        return rows.Select(ShownVariants.Read).ToList();
    });

    /// <summary>Fills in answers on the page that is open and presses a button.</summary>
    public async Task AnswerAsync(string action, params (int Position, Response Response)[] answers)
    {
        var form = Browser.Page.Forms.First(form => form.GetAttribute("action") == $"/attempts/{Attempt}");
        var values = form.QuerySelectorAll("input[type=hidden]")
            .Select(field => new KeyValuePair<string, string>(field.GetAttribute("name")!, field.GetAttribute("value") ?? "")).ToList();
        values.Add(new("action", action));
        foreach (var (position, response) in answers)
            foreach (string field in response.Names)
                foreach (string value in response[field]) values.Add(new($"q{position}.{field}", value));
        await PostAsync($"/attempts/{Attempt}", values);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Token);

    private static string Hidden(AngleSharp.Html.Dom.IHtmlFormElement form, string name) =>
        form.QuerySelector($"input[name={name}]")!.GetAttribute("value")!;

    private async Task PostAsync(string address, IEnumerable<KeyValuePair<string, string>> values)
    {
        using var content = new FormUrlEncodedContent(values);
        using var answer = await Browser.Http.PostAsync(new Uri(address, UriKind.Relative), content, Token);
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
        await Browser.OpenAsync(answer.Headers.Location!.ToString());
    }
}
