using System.Diagnostics;
using System.Text.Json;

namespace KafkaQuiz.Cli.Tests.Content;

/// <summary>The command line as a program of its own, on a small course in a temporary folder.</summary>
public sealed class ContentCommandTests : IDisposable
{
    private const string Bank = """
        section: "1.1"
        questions:
          - id: lines
            kind: short-text
            level: recall
            ask: { ko: 토픽 이름은?, en: Which topic? }
            answers: [ __consumer_offsets ]
            accept: [ __consumer_offsets ]
            reject: [ offsets ]
            source: https://kafka.apache.org/documentation/
        """;

    private readonly string root = Directory.CreateTempSubdirectory("kafkaquiz-cli-").FullName;

    public ContentCommandTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "questions", "ch01"));
        File.WriteAllText(Path.Combine(root, "questions", "course.yaml"), """
            title: { ko: 과정, en: Course }
            chapters:
              - number: 1
                title: { ko: 장, en: Chapter }
                page: 01.md
                sections:
                  - { id: "1.1", title: { ko: 절, en: Section }, anchor: a }
                  - { id: "1.2", title: { ko: 빈 절, en: Empty section }, anchor: b }
            """);
        Write(Bank);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Stats_as_json_count_every_section()
    {
        var (code, output) = await Run("content", "stats", "--json");
        Assert.Equal(0, code);
        var stats = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1, stats.GetProperty("total").GetInt32());
        Assert.Equal(["1.1", "1.2"], stats.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("section").GetString()));
        Assert.Equal(0, stats.GetProperty("labs").GetInt32());
    }

    [Fact]
    public async Task Stats_as_a_table_speak_korean_unless_told_otherwise()
    {
        Assert.Contains("빈 절", (await Run("content", "stats")).Output, StringComparison.Ordinal);
        Assert.Contains("Empty section", (await Run("content", "stats", "--lang", "en")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_names_the_place_and_fails()
    {
        Write(Bank.Replace("level: recall", "levle: recall", StringComparison.Ordinal));
        var (code, output) = await Run("content", "lint");
        Assert.Equal(1, code);
        Assert.Contains("questions/ch01/1.1-test.yaml:5:5: 오류 unknown-key: 알 수 없는 키입니다: 'levle' → 혹시 'level'인가요?", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lint_looks_only_at_what_it_is_given()
    {
        Write(Bank.Replace("level: recall", "levle: recall", StringComparison.Ordinal));
        Assert.Equal(1, (await Run("content", "lint", Path.Combine(root, "questions", "ch01"))).Code);
        Assert.Equal(0, (await Run("content", "lint", Path.Combine(root, "questions", "course.yaml"))).Code);
        Assert.Equal(2, (await Run("content", "lint", Path.Combine(root, "nowhere"))).Code);
    }

    [Fact]
    public async Task Test_fails_where_an_example_grades_otherwise_than_it_says()
    {
        Assert.Equal(0, (await Run("content", "test")).Code);
        Write(Bank.Replace("reject: [ offsets ]", "reject: [ __consumer_offsets ]", StringComparison.Ordinal));
        var (code, output) = await Run("content", "test", "--json");
        Assert.Equal(1, code);
        var failure = Assert.Single(JsonDocument.Parse(output).RootElement.GetProperty("failures").EnumerateArray());
        Assert.Equal(("1.1/lines", "questions/ch01/1.1-test.yaml:9:15"), (failure.GetProperty("question").GetString(), failure.GetProperty("place").GetString()));
    }

    [Fact]
    public async Task Schemas_are_written_below_the_root()
    {
        Assert.Equal(0, (await Run("content", "schema")).Code);
        Assert.True(File.Exists(Path.Combine(root, "questions", "schemas", "bank.schema.json")));
    }

    [Fact]
    public async Task Preview_of_an_unknown_question_says_so() => Assert.Equal(1, (await Run("content", "preview", "1.1/none")).Code);

    private void Write(string bank) => File.WriteAllText(Path.Combine(root, "questions", "ch01", "1.1-test.yaml"), bank);

    private async Task<(int Code, string Output)> Run(params string[] args)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "kafkaquiz.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8 };
        start.Environment["KAFKAQUIZ_ROOT"] = root;
        start.Environment.Remove("KAFKAQUIZ_LANG");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await errors;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output);
    }
}
