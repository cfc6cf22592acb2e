using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Load;

/// <summary>A learner with a browser's cookies: becomes a guest on the site, then takes quizzes over the API and waits for every acknowledgement.</summary>
internal sealed partial class Learner(Uri server, string chapter) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly byte[] start = Body(json =>
    {
        json.WriteString("kind", "chapter-quiz");
        json.WriteString("scope", chapter);
    });

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

    /// <summary>One whole quiz: start, answers as <paramref name="scenario"/> says, submit. The next request is sent when the one before is answered.</summary>
    public async Task TakeQuizAsync(Scenario scenario, CancellationToken cancellationToken)
    {
        using var started = await SendAsync(HttpMethod.Post, "/api/v1/attempts", start, Start, cancellationToken);
        string attempt = "/api/v1/attempts/" + started.RootElement.GetProperty("attempt").GetProperty("id").GetString();
        var items = started.RootElement.GetProperty("items");
        if (scenario == Scenario.OnePage)
        {
            byte[] all = Body(json =>
            {
                json.WriteStartArray("responses");
                foreach (var item in items.EnumerateArray())
                {
                    json.WriteStartObject();
                    json.WriteNumber("position", item.GetProperty("position").GetInt32());
                    WriteAnswer(json, item);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            using var saved = await SendAsync(HttpMethod.Post, attempt + "/responses", all, Save, cancellationToken);
            Check(saved, items.GetArrayLength());
        }
        else
        {
            foreach (var item in items.EnumerateArray())
            {
                byte[] one = Body(json => WriteAnswer(json, item));
                using var saved = await SendAsync(HttpMethod.Put, $"{attempt}/responses/{item.GetProperty("position").GetInt32()}", one, Save, cancellationToken);
                Check(saved, 1);
            }
        }

        using var submitted = await SendAsync(HttpMethod.Post, attempt + "/submit", null, Submit, cancellationToken);
        if (submitted.RootElement.GetProperty("attempt").GetProperty("points").ValueKind != JsonValueKind.String)
            throw new InvalidOperationException("The submitted attempt has no points.");
        Attempts++;
    }

    public void Dispose() => http.Dispose();

    private static void WriteAnswer(Utf8JsonWriter json, JsonElement item)
    {
        json.WriteNumber("sequence", 1);
        json.WritePropertyName("response");
        AnswerSheet.Write(json, item.GetProperty("question"));
    }

    private static byte[] Body(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream(1024);
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Check(JsonDocument saved, int answers)
    {
        var results = saved.RootElement.GetProperty("responses");
        if (results.GetArrayLength() != answers || results.EnumerateArray().Any(result => result.GetProperty("result").GetString() != "saved"))
            throw new InvalidOperationException("Not every answer was saved: " + results);
    }

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, byte[]? body, Latencies latencies, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        long startedAt = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        byte[] answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        latencies.Add(startedAt);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
        return JsonDocument.Parse(answer);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
