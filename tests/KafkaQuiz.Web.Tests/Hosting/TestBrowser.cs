using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using AngleSharp;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Mvc.Testing;

namespace KafkaQuiz.Web.Tests.Hosting;

/// <summary>A browser without JavaScript: it keeps cookies, reads pages and submits the forms that stand on them.</summary>
public sealed class TestBrowser
{
    private static readonly IBrowsingContext Parser = BrowsingContext.New(AngleSharp.Configuration.Default);

    public TestBrowser(TestSite site, string language)
    {
        Http = site.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });
        Http.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        Http.DefaultRequestHeaders.UserAgent.ParseAdd("TestBrowser/1.0");
    }

    /// <summary>For requests that no page offers.</summary>
    public HttpClient Http { get; }

    /// <summary>The page last shown.</summary>
    public IHtmlDocument Page { get; private set; } = null!;

    /// <summary>Path and query of the page last shown, after redirections.</summary>
    public string Address { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Opens an address and follows redirections.</summary>
    public async Task<IHtmlDocument> OpenAsync(string address) =>
        await ShowAsync(await Http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute), Token));

    /// <summary>
    /// Fills in and submits the form with that action (the first such form of the page), with its hidden fields, and follows
    /// redirections. <paramref name="fields"/> are name and value; a field that the form does not have fails the test.
    /// </summary>
    public async Task<IHtmlDocument> SubmitAsync(string action, params (string Name, string Value)[] fields)
    {
        var form = Page.Forms.FirstOrDefault(form => form.Method == "post" && PathOf(form.GetAttribute("action") ?? Address) == PathOf(action))
            ?? throw new InvalidOperationException($"{Address} has no POST form for {action}: {Page.Body?.TextContent.Trim()}");
        var values = Values(form);
        foreach (var (name, value) in fields)
        {
            Assert.True(form.QuerySelectorAll("[name]").Any(field => field.GetAttribute("name") == name), $"The form {action} has no field {name}.");
            values.RemoveAll(pair => pair.Key == name);
            values.Add(new(name, value));
        }

        using var content = new FormUrlEncodedContent(values);
        return await ShowAsync(await Http.PostAsync(new Uri(form.GetAttribute("action") ?? Address, UriKind.Relative), content, Token));
    }

    /// <summary>Calls the API as a script of the page would: with the anti-forgery header.</summary>
    public Task<HttpResponseMessage> CallAsync(HttpMethod method, string address, object? body = null) =>
        SendAsync(method, address, body is null ? null : JsonContent.Create(body));

    /// <summary>The same with a body as it is.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string address, HttpContent? body)
    {
        using var tokenAnswer = await Http.GetAsync(new Uri("/api/v1/anti-forgery-token", UriKind.Relative), Token);
        var token = await tokenAnswer.Content.ReadFromJsonAsync<Dictionary<string, string>>(Token);
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        request.Headers.Add(token!["header"], token["token"]);
        request.Content = body;
        return await Http.SendAsync(request, Token);
    }

    /// <summary>The visible text of the page, with runs of white space made one space.</summary>
    public string Text => string.Join(' ', (Page.QuerySelector("main") ?? Page.Body!).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string PathOf(string address) => address.Split('?', '#')[0];

    private static List<KeyValuePair<string, string>> Values(IHtmlFormElement form) =>
        [.. from input in form.Elements.OfType<IHtmlElement>()
            let name = input.GetAttribute("name")
            let value = ValueOf(input)
            where !string.IsNullOrEmpty(name) && value is not null
            select new KeyValuePair<string, string>(name!, value)];

    private static string? ValueOf(IHtmlElement input) => input switch
    {
        IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
        IHtmlInputElement field => field.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement choice => choice.Value,
        _ => null,
    };

    private async Task<IHtmlDocument> ShowAsync(HttpResponseMessage answer)
    {
        for (var hop = 0; hop < 10 && answer.Headers.Location is { } location; hop++)
        {
            var next = new Uri(answer.RequestMessage!.RequestUri!, location);
            answer.Dispose();
            answer = await Http.GetAsync(next, Token);
        }

        using (answer)
        {
            Status = answer.StatusCode;
            Address = answer.RequestMessage!.RequestUri!.PathAndQuery;
            Page = (IHtmlDocument)await Parser.OpenAsync(
                async request => request.Content(await answer.Content.ReadAsStringAsync(Token)).Address(answer.RequestMessage.RequestUri!), Token);
            return Page;
        }
    }
}
