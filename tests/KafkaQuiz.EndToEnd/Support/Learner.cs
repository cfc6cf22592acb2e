using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KafkaQuiz.EndToEnd.Support;

/// <summary>A learner who works over HTTP as the pages' scripts do: a guest's cookie and an anti-forgery header.</summary>
internal sealed partial class Learner : IDisposable
{
    private readonly HttpClient _http;

    private Learner(HttpClient http, Guid attempt)
    {
        _http = http;
        Attempt = attempt;
    }

    public Guid Attempt { get; }

    /// <summary>A visitor presses "start" of a chapter quiz and so becomes a guest.</summary>
    public static async Task<Learner> StartQuizAsync(ServerProcess server, string chapter, CancellationToken cancel)
    {
        var http = server.Client();
        string page = await http.GetStringAsync(new Uri($"/chapters/{chapter}", UriKind.Relative), cancel);
        var token = TokenField().Match(page);
        Assert.True(token.Success, "The chapter's page has a form with an anti-forgery token.");
        var id = Guid.CreateVersion7();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token.Groups[1].Value,
            ["id"] = id.ToString(),
            ["kind"] = "ChapterQuiz",
            ["scope"] = chapter,
        });
        using var begun = await http.PostAsync(new Uri("/attempts", UriKind.Relative), form, cancel);
        Assert.True(begun.IsSuccessStatusCode, $"Starting a quiz: {(int)begun.StatusCode} {await begun.Content.ReadAsStringAsync(cancel)}");
        var learner = new Learner(http, id);
        await learner.TakeTokenAsync(cancel);
        return learner;
    }

    /// <summary>Saves one answer. Returns only when the server acknowledged it.</summary>
    public async Task SaveAsync(int position, int sequence, string text, CancellationToken cancel)
    {
        using var answer = await _http.PutAsJsonAsync(
            new Uri($"/api/v1/attempts/{Attempt}/responses/{position}", UriKind.Relative),
            new { sequence, response = new Dictionary<string, string[]> { ["text"] = [text] } }, cancel);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"Save: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancel)}");
    }

    /// <summary>The answer in force at each position: its number and text.</summary>
    public async Task<IReadOnlyDictionary<int, (int Sequence, string? Text)>> AnswersAsync(CancellationToken cancel)
    {
        var attempt = await _http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/attempts/{Attempt}", UriKind.Relative), cancel);
        return attempt.GetProperty("items").EnumerateArray().ToDictionary(
            item => item.GetProperty("position").GetInt32(),
            item => (item.GetProperty("sequence").GetInt32(),
                item.GetProperty("response").TryGetProperty("text", out var text) ? text[0].GetString() : null));
    }

    public void Dispose() => _http.Dispose();

    private async Task TakeTokenAsync(CancellationToken cancel)
    {
        var token = await _http.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/anti-forgery-token", UriKind.Relative), cancel);
        _http.DefaultRequestHeaders.Add(token.GetProperty("header").GetString()!, token.GetProperty("token").GetString());
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
