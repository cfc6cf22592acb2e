using System.CommandLine;
using System.Globalization;
using KafkaQuiz.Content;
using Spectre.Console;

namespace KafkaQuiz.Cli.Content;

/// <summary><c>content stats [--json]</c>: how much there is, by section.</summary>
internal static class StatsCommand
{
    public static Command Make(Speech say)
    {
        var json = new Option<bool>("--json") { Description = say.Of("JSON으로 출력합니다", "Prints JSON") };
        var command = new Command("stats", say.Of("절마다 문제 수를 셉니다", "Counts the questions of every section")) { json };
        command.SetAction(parsed => Run(say, parsed.GetValue(json)));
        return command;
    }

    private static int Run(Speech say, bool json)
    {
        if (ContentRoot.FindOrSay(say) is not { } root)
            return 2;
        var loaded = ContentLoader.Load(root);
        foreach (var fault in loaded.Faults.Where(fault => fault.Severity == FaultSeverity.Error))
            Console.Error.WriteLine(fault.In(say.Language));
        if (loaded.Content is null)
            return 1;
        var stats = ContentStats.Of(loaded.Content);
        if (json)
            Console.WriteLine(stats.ToJson());
        else
            Print(say, loaded.Content, stats);
        return loaded.HasErrors ? 1 : 0;
    }

    private static void Print(Speech say, CourseContent content, ContentStats stats)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns(say.Of("절", "Section"), say.Of("제목", "Title"));
        foreach (string column in new[] { say.Of("문제", "Questions"), say.Of("종류", "Kinds"), say.Of("수준", "Levels"), say.Of("매개변수", "Parameters"), say.Of("그림", "Figures") })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (section, count) in content.Course.Sections.Zip(stats.Sections))
        {
            table.AddRow(
                section.Id,
                Markup.Escape(say.Of(section.Title)),
                Number(count.Questions),
                Number(count.Kinds.Count),
                Number(count.Levels.Count),
                Number(count.Parameterised),
                Number(count.Figures));
        }

        AnsiConsole.Write(table);
        Console.WriteLine(say.Of($"문제 {stats.Total}개, 실습 {stats.Labs}개", $"{stats.Total} questions, {stats.Labs} labs"));
    }

    private static string Number(int count) => count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture);
}
