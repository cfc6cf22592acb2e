using System.Net;
using System.Text.Json;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Features.Quizzes;

/// <summary>Attempts through <c>/api/v1</c>, as the page's script and other programs use it.</summary>
public sealed class AttemptApiTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_started_attempt_tells_its_questions_and_no_answer()
    {
        var player = await GuestAsync();

        using var answer = await player.Browser.CallAsync(HttpMethod.Get, $"/api/v1/attempts/{player.Attempt}");

        string json = await answer.Content.ReadAsStringAsync(Token);
        using var document = JsonDocument.Parse(json);
        var items = document.RootElement.GetProperty("items");
        Assert.Equal(20, items.GetArrayLength());
        Assert.All(items.EnumerateArray(), item => Assert.Equal(JsonValueKind.Null, item.GetProperty("outcome").ValueKind));
        Assert.DoesNotContain(AnswerSecrets.Names(document.RootElement), name => name is "correct" or "why" or "right" or "answer" or "mistake" or "expected" or "explain");
        Assert.All(AnswerSecrets.Of(await player.VariantsAsync()), secret => Assert.DoesNotContain(secret, json, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_start_sent_twice_is_one_attempt()
    {
        var player = await GuestAsync();
        var id = Guid.NewGuid();

        foreach (int _ in (int[])[1, 2])
        {
            using var answer = await player.Browser.CallAsync(HttpMethod.Post, "/api/v1/attempts", new { id, kind = "section-practice", scope = "4.5" });
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            Assert.Equal(id, (await QuizPlayer.ReadAsync(answer)).GetProperty("attempt").GetProperty("id").GetGuid());
        }

        Assert.Equal(1, await site.DatabaseAsync(database => database.Set<Attempt>().CountAsync(attempt => attempt.Id == id, Token)));
    }

    [Fact]
    public async Task Saves_in_any_order_leave_the_highest_number_in_force()
    {
        var player = await GuestAsync();

        Assert.Equal("saved", await SaveAsync(player, 2, "second"));
        Assert.Equal("late", await SaveAsync(player, 1, "first"));
        Assert.Equal("saved", await SaveAsync(player, 2, "second"));
        Assert.Equal("conflict", await SaveAsync(player, 2, "other"));

        using var answer = await player.Browser.CallAsync(HttpMethod.Get, $"/api/v1/attempts/{player.Attempt}");
        var item = (await QuizPlayer.ReadAsync(answer)).GetProperty("items")[0];
        Assert.Equal("second", item.GetProperty("response").GetProperty("text")[0].GetString());
        Assert.Equal(2, item.GetProperty("sequence").GetInt32());
    }

    [Fact]
    public async Task Submitting_twice_gives_the_same_result_and_closes_the_attempt()
    {
        var player = await GuestAsync();
        await SaveAsync(player, 1, "x");

        using var first = await player.Browser.CallAsync(HttpMethod.Post, $"/api/v1/attempts/{player.Attempt}/submit");
        using var second = await player.Browser.CallAsync(HttpMethod.Post, $"/api/v1/attempts/{player.Attempt}/submit");
        using var late = await PutAsync(player, 2, "y");

        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await second.Content.ReadAsStringAsync(Token));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("application/problem+json", late.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_call_on_somebody_elses_attempt_is_not_found()
    {
        var owner = await GuestAsync();
        var other = await GuestAsync();
        string address = $"/api/v1/attempts/{owner.Attempt}";

        foreach (var (method, path, body) in ((HttpMethod, string, object?)[])
        [
            (HttpMethod.Get, address, null),
            (HttpMethod.Put, address + "/responses/1", new { sequence = 1, response = new { text = "x" } }),
            (HttpMethod.Post, address + "/responses", new { responses = new[] { new { position = 1, sequence = 1, response = new { text = "x" } } } }),
            (HttpMethod.Post, address + "/items/1/check", null),
            (HttpMethod.Post, address + "/submit", null),
            (HttpMethod.Post, address + "/retry", new { }),
        ])
        {
            using var answer = await other.Browser.CallAsync(method, path, body);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }

        Assert.False(await site.DatabaseAsync(database => database.Set<ResponseEntry>().AnyAsync(entry => entry.AttemptId == owner.Attempt, Token)));
    }

    [Theory]
    [InlineData("""{"kind":"exam","scope":"4"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kind":"chapter-quiz","scope":"12"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"kind":"section-practice","scope":"1.1"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_start_that_makes_no_sense_says_why(string body, HttpStatusCode status)
    {
        var player = await GuestAsync();

        using var answer = await player.Browser.CallAsync(HttpMethod.Post, "/api/v1/attempts", JsonSerializer.Deserialize<JsonElement>(body));

        Assert.Equal(status, answer.StatusCode);
        Assert.NotEmpty((await QuizPlayer.ReadAsync(answer)).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task An_answer_that_is_no_response_is_refused_and_nothing_is_saved()
    {
        var player = await GuestAsync();

        using var answer = await player.Browser.CallAsync(
            HttpMethod.Put, $"/api/v1/attempts/{player.Attempt}/responses/1", new { sequence = 1, response = new { text = 5 } });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<QuizPlayer> GuestAsync()
    {
        var player = new QuizPlayer(site);
        await player.StartAsync("/chapters/4", AttemptKind.ChapterQuiz, FeedbackTiming.End);
        return player;
    }

    private static async Task<string> SaveAsync(QuizPlayer player, int sequence, string text)
    {
        using var answer = await PutAsync(player, sequence, text);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await QuizPlayer.ReadAsync(answer)).GetProperty("responses")[0].GetProperty("result").GetString()!;
    }

    private static Task<HttpResponseMessage> PutAsync(QuizPlayer player, int sequence, string text) => player.Browser.CallAsync(
        HttpMethod.Put, $"/api/v1/attempts/{player.Attempt}/responses/1", new { sequence, response = new { text } });
}
