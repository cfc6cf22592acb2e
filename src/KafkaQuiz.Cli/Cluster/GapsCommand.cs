using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using KafkaQuiz.Practice.Gaps;
using Spectre.Console;

namespace KafkaQuiz.Cli.Cluster;

/// <summary><c>cluster gaps [--json | --markdown]</c>: how the practice cluster differs from Apache Kafka on purpose, and why.</summary>
internal static class GapsCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Speech say)
    {
        var json = new Option<bool>("--json") { Description = say.Of("JSON으로 씁니다 (두 언어 모두)", "Writes JSON, in both languages") };
        var markdown = new Option<bool>("--markdown") { Description = say.Of("docs/practice-cluster.md의 표를 씁니다", "Writes the table of docs/practice-cluster.md") };
        var command = new Command("gaps", say.Of("Apache Kafka 4.3.1과 일부러 다른 점을 보여 줍니다", "Lists where it differs from Apache Kafka 4.3.1 on purpose")) { json, markdown };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                Console.WriteLine(Json());
            else if (parsed.GetValue(markdown))
                Console.WriteLine(Markdown());
            else
                WriteTable(say);
        });
        return command;
    }

    /// <summary>The rows as docs/practice-cluster.md has them.</summary>
    internal static string Markdown() => string.Join('\n',
    [
        "| API | versions | what | why |",
        "|---|---|---|---|",
        .. DeliberateGaps.All.Select(gap => $"| {Name(gap, "the whole cluster")} | {Versions(gap)} | {gap.What.En} | {gap.Why.En} |"),
    ]);

    private static string Json() => JsonSerializer.Serialize(
        DeliberateGaps.All.Select(gap => new
        {
            key = gap.Key,
            api = gap.Key is null ? null : gap.Api,
            versions = gap.Versions.Length > 0 ? gap.Versions : null,
            what = new { ko = gap.What.Ko, en = gap.What.En },
            why = new { ko = gap.Why.Ko, en = gap.Why.En },
        }),
        Indented);

    private static void WriteTable(Speech say)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("API", say.Of("버전", "versions"), say.Of("다른 점", "what"), say.Of("이유", "why"));
        foreach (var gap in DeliberateGaps.All)
            table.AddRow(Markup.Escape(Name(gap, say.Of("클러스터 전체", "the whole cluster"))), Versions(gap), Markup.Escape(say.Of(gap.What.Ko, gap.What.En)), Markup.Escape(say.Of(gap.Why.Ko, gap.Why.En)));
        PlainConsole.Make().Write(table);
    }

    private static string Name(Gap gap, string whole) => gap.Key is { } key ? string.Create(CultureInfo.InvariantCulture, $"{gap.Api} ({key})") : whole;

    private static string Versions(Gap gap) => gap.Versions.Length > 0 ? "v" + gap.Versions : "";
}
