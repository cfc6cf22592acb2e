using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Load;

/// <summary>A learner with a browser's cookies: becomes a guest on the site, then takes quizzes over the API and waits for every acknowledgement.</summary>
internal sealed partial class Learner(Uri server, string chapter) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false, MaxConnectionsPerServer = 1 })
    {
        BaseAddress = server,
        Timeout = TimeSpan.FromSeconds(30),
    };

    public Latencies Start { get; } = new();

    public Latencies Save { get; } = new();

    public Latencies Submit { get; } = new();

    public int Attempts { get; private set; }

    /// <summary>Starts a practice as a visitor, which makes the visitor a guest, and gets the token that API calls of a browser carry.</summary>
    public async Task ArriveAsync(CancellationToken cancellationToken)
    {
        string page = await http.GetStringAsync(new Uri($"/chapters/{chapter}", UriKind.Relative), cancellationToken);
        string token = FormToken().Match(page) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value)
            : throw new InvalidOperationException($"/chapters/{chapter}: no form with an anti-forgery token.");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["kind"] = "ChapterPractice",
            ["scope"] = chapter,
            ["feedback"] = "End",
        });
        using var begun = await http.PostAsync(new Uri("/attempts", UriKind.Relative), form, cancellationToken);
        if ((int)begun.StatusCode is not (>= 300 and < 400)) throw new InvalidOperationException($"POST /attempts: {begun.StatusCode}");
        var issued = await http.GetFromJsonAsync<JsonObject>(new Uri("/api/v1/anti-forgery-token", UriKind.Relative), cancellationToken);
        http.DefaultRequestHeaders.Add((string)issued!["header"]!, (string)issued["token"]!);
    }

    /// <summary>One whole quiz: start, answers as <paramref name="scenario"/> says, submit.</summary>
    public async Task TakeQuizAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        var started = await SendAsync(HttpMethod.Post, "/api/v1/attempts", new JsonObject { ["kind"] = "chapter-quiz", ["scope"] = chapter }, Start, cancellationToken);
        string attempt = $"/api/v1/attempts/{started["attempt"]!["id"]}";
        var items = started["items"]!.AsArray();
        if (scenario == Scenario.OnePage)
        {
            var all = new JsonArray([.. items.Select(item => new JsonObject
            {
                ["position"] = (int)item!["position"]!,
                ["sequence"] = 1,
                ["response"] = AnswerSheet.Answer(item["question"]!),
            })]);
            await SendAsync(HttpMethod.Post, attempt + "/responses", new JsonObject { ["responses"] = all }, Save, cancellationToken);
        }
        else
        {
            foreach (var item in items)
            {
                var one = new JsonObject { ["sequence"] = 1, ["response"] = AnswerSheet.Answer(item!["question"]!) };
                await SendAsync(HttpMethod.Put, $"{attempt}/responses/{item["position"]}", one, Save, cancellationToken);
            }
        }

        var submitted = await SendAsync(HttpMethod.Post, attempt + "/submit", null, Submit, cancellationToken);
        if (submitted["attempt"]!["points"] is null) throw new InvalidOperationException("The submitted attempt has no points.");
        Attempts++;
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> SendAsync(HttpMethod method, string path, JsonObject? body, Latencies latencies, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        long startedAt = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        latencies.Add(startedAt);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
        return JsonNode.Parse(answer)!;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
