using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Tests.Labs;

/// <summary>A lab that is done by answering alone, in a course of its own: forms without a script, and the API.</summary>
public sealed class LabAnswersTests : IDisposable
{
    private const string Lab = """
        id: size-by-hand
        section: "9.3"
        title: { ko: 용량 계산하기, en: Work out a capacity }
        minutes: 5
        cluster: { brokers: 0 }
        proves:
          - { ko: 용량을 계산할 수 있다., en: Can work out a capacity. }
        answers:
          - { id: size, kind: number, ask: { ko: 몇 GB가 필요한가요?, en: How many GB? }, unit: GB }
          - { id: error, kind: text, ask: { ko: 어떤 오류인가요?, en: Which error? } }
          - { id: why, kind: choice, ask: { ko: 무엇이 늘리나요?, en: What multiplies it? }, choices: [ { value: rf, text: { ko: 복제 계수, en: The replication factor } }, acks ] }
        tasks:
          - id: size
            points: 2
            ask: { ko: 용량을 계산하세요., en: Work out the capacity. }
            check: { answer-number: { answer: size, equals: 1200 } }
            hints:
              - { when: { answer-number: { answer: size, equals: 400 } }, say: { ko: 복제 계수를 곱하지 않았습니다., en: The replication factor is missing. } }
              - { say: { ko: 아직입니다., en: Not yet. } }
          - { id: error, points: 1, ask: { ko: 오류를 적으세요., en: Name the error. }, check: { answer-text: { answer: error, equals: NOT_ENOUGH_REPLICAS } } }
          - { id: why, points: 1, ask: { ko: 고르세요., en: Choose. }, check: { answer-text: { answer: why, equals: rf } } }
        solution:
          - { answer: { answer: size, value: 1200 } }
        wrong:
          - { name: a, does: [ { answer: { answer: size, value: 400 } } ], fails: size }
          - { name: b, does: [ { answer: { answer: size, value: 1 } } ], fails: size }
          - { name: c, does: [ { answer: { answer: size, value: 2 } } ], fails: size }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string content = Directory.CreateTempSubdirectory("kafkaquiz-answers-").FullName;
    private readonly TestSite site;

    public LabAnswersTests()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "KafkaQuiz.sln"))) repository = repository.Parent!;
        foreach (var folder in new[] { "questions", "labs" })
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(repository.FullName, folder), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(content, Path.GetRelativePath(repository.FullName, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
        var lab = Directory.CreateDirectory(Path.Combine(content, "labs", "ch09", "size-by-hand")).FullName;
        File.WriteAllText(Path.Combine(lab, "lab.yaml"), Lab);
        File.WriteAllText(Path.Combine(lab, "page.ko.md"), "용량을 계산합니다.");
        File.WriteAllText(Path.Combine(lab, "page.en.md"), "A capacity.");
        site = new TestSite().With("KAFKAQUIZ_CONTENT", content);
    }

    public void Dispose()
    {
        site.Dispose();
        Directory.Delete(content, recursive: true);
    }

    [Fact]
    public async Task Answers_are_saved_shown_again_and_graded_without_a_cluster_and_without_a_script()
    {
        var (browser, path) = await StartAsync();
        Assert.DoesNotContain("부트스트랩 서버", browser.Text, StringComparison.Ordinal);
        await browser.SubmitAsync($"{path}/answers", ("answer-size", "400"), ("answer-error", " not_enough_replicas "));
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal("400", browser.Page.QuerySelector("#answer-size")!.GetAttribute("value"));
        await browser.SubmitAsync($"{path}/evaluate");
        Assert.Contains("복제 계수를 곱하지 않았습니다", browser.Text, StringComparison.Ordinal);
        Assert.Contains("적은 답 'not_enough_replicas'", browser.Text, StringComparison.Ordinal);
        Assert.Equal("done", browser.Page.QuerySelector("[data-task='error']")!.GetAttribute("data-state"));

        await browser.SubmitAsync($"{path}/answers", ("answer-size", "1,200 GB"), ("answer-why", "rf"));
        Assert.Equal("not_enough_replicas", browser.Page.QuerySelector("#answer-error")!.GetAttribute("value"));
        await browser.SubmitAsync($"{path}/evaluate");
        Assert.Contains("실습을 완료했습니다", browser.Text, StringComparison.Ordinal);
        var evaluation = await site.DatabaseAsync(database => database.Set<LabEvaluation>().SingleAsync(e => e.Complete, Cancel));
        Assert.Contains("1,200 GB", evaluation.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_by_name_and_stays_as_typed_while_the_rest_is_kept()
    {
        var (browser, path) = await StartAsync();
        await browser.SubmitAsync($"{path}/answers", ("answer-size", "12,34"), ("answer-error", "kept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Contains("쉼표는 세 자리마다", browser.Text, StringComparison.Ordinal);
        var field = browser.Page.QuerySelector("#answer-size")!;
        Assert.Equal(("12,34", "true"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid")));
        await browser.OpenAsync("/labs/size-by-hand");
        Assert.Equal("kept", browser.Page.QuerySelector("#answer-error")!.GetAttribute("value"));
        Assert.Equal("", browser.Page.QuerySelector("#answer-size")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_fresh_start_clears_the_answers_and_another_learner_never_sees_them()
    {
        var (browser, path) = await StartAsync();
        await browser.SubmitAsync($"{path}/answers", ("answer-error", "mine"));
        var (other, _) = await StartAsync();
        Assert.Equal("", other.Page.QuerySelector("#answer-error")!.GetAttribute("value"));
        using var stolen = await other.CallAsync(HttpMethod.Put, $"/api/v1/lab-sessions/{path.Split('/')[^1]}/answers", new { answers = new { error = "theirs" } });
        Assert.Equal(HttpStatusCode.NotFound, stolen.StatusCode);
        await browser.SubmitAsync("/labs/size-by-hand/start", ("restart", "1"));
        Assert.Equal("", browser.Page.QuerySelector("#answer-error")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_api_saves_the_same_answers_and_says_which_it_could_not_read()
    {
        var (browser, path) = await StartAsync();
        var session = path.Split('/')[^1];
        using var refused = await browser.CallAsync(HttpMethod.Put, $"/api/v1/lab-sessions/{session}/answers", new { answers = new { size = "many", why = "rf" } });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("숫자로", (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").GetProperty("size").GetString(), StringComparison.Ordinal);
        using var saved = await browser.CallAsync(HttpMethod.Put, $"/api/v1/lab-sessions/{session}/answers", new { answers = new { size = "1.2e3" } });
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var answers = (await saved.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("answers");
        Assert.Equal(["1.2e3", null, "rf"], answers.EnumerateArray().Select(answer => answer.GetProperty("answer").GetString()));
        await browser.OpenAsync("/labs/size-by-hand");
        Assert.Equal("1.2e3", browser.Page.QuerySelector("#answer-size")!.GetAttribute("value"));
        Assert.NotNull(browser.Page.QuerySelector("input[value='rf'][checked]"));
    }

    private async Task<(TestBrowser Browser, string Path)> StartAsync()
    {
        var browser = site.Browser();
        await browser.OpenAsync("/labs/size-by-hand");
        await browser.SubmitAsync("/labs/size-by-hand/start");
        var action = browser.Page.Forms.Select(form => form.GetAttribute("action")!).First(action => action.EndsWith("/evaluate", StringComparison.Ordinal));
        return (browser, action[..^"/evaluate".Length]);
    }
}
