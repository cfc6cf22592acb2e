using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Cli.Labs;

/// <summary>The web API as <c>lab check</c> uses it, with a personal token.</summary>
internal sealed class LabServer : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http;

    /// <param name="address">Of the server, such as https://kafka.example.com.</param>
    /// <param name="token">A token from the account page; it is sent to this address only.</param>
    /// <param name="language">ko or en.</param>
    public LabServer(Uri address, string token, string language)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address, "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    /// <param name="Id">Of the session.</param>
    internal sealed record Session(Guid Id);

    /// <summary>See the web's CollectingJson.</summary>
    internal sealed record Collecting(string Lab, string LabHash, ulong Seed, string? Baseline, string Memory, string Answers);

    /// <param name="Message">In the user's language.</param>
    internal sealed record NotGradableSeen(string Message);

    internal sealed record TaskSeen(string Id, string State, string Expected, string Observed, string? Hint);

    internal sealed record VerdictSeen(NotGradableSeen? NotGradable, bool Complete, decimal Points, decimal MaxPoints, IReadOnlyList<TaskSeen> Tasks);

    private sealed record Problem(string? Detail);

    /// <summary>The learner's session of a lab; begins one where there is none.</summary>
    public async Task<Session> SessionAsync(string lab, CancellationToken cancel)
    {
        using var found = await _http.GetAsync(new Uri($"labs/{lab}/session", UriKind.Relative), cancel);
        if (found.IsSuccessStatusCode) return (await found.Content.ReadFromJsonAsync<Session>(Json, cancel))!;
        if (found.StatusCode != HttpStatusCode.NotFound) throw await RefusedAsync(found, cancel);
        using var started = await _http.PostAsJsonAsync($"labs/{lab}/sessions", new { restart = false }, Json, cancel);
        return started.IsSuccessStatusCode ? (await started.Content.ReadFromJsonAsync<Session>(Json, cancel))! : throw await RefusedAsync(started, cancel);
    }

    public async Task<Collecting> CollectingAsync(Guid session, CancellationToken cancel)
    {
        using var answer = await _http.GetAsync(new Uri($"lab-sessions/{session}/collecting", UriKind.Relative), cancel);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<Collecting>(Json, cancel))! : throw await RefusedAsync(answer, cancel);
    }

    public async Task<VerdictSeen> SubmitAsync(Guid session, ClusterEvidence evidence, CancellationToken cancel)
    {
        using var body = new StringContent(EvidenceJson.Write(evidence), System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri($"lab-sessions/{session}/evidence", UriKind.Relative), body, cancel);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<VerdictSeen>(Json, cancel))! : throw await RefusedAsync(answer, cancel);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<LabServerException> RefusedAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            if (await answer.Content.ReadFromJsonAsync<Problem>(Json, cancel) is { Detail: { Length: > 0 } detail }) return new LabServerException((int)answer.StatusCode, detail);
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException)
        {
            // Something else than the API answered: the status is all there is.
        }
        return new LabServerException((int)answer.StatusCode, "");
    }
}

/// <summary>The server did not do it.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="detail">In the user's language; empty where the server gave none.</param>
internal sealed class LabServerException(int status, string detail) : Exception(detail)
{
    public int Status { get; } = status;
}
