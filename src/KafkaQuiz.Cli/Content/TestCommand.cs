using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using KafkaQuiz.Content;

namespace KafkaQuiz.Cli.Content;

/// <summary><c>content test [--json]</c>: replays every example and draws every question, through the grader that learners meet.</summary>
internal static class TestCommand
{
    private static readonly JsonSerializerOptions writing = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Make(Speech say)
    {
        var json = new Option<bool>("--json") { Description = say.Of("JSON으로 출력합니다", "Prints JSON") };
        var section = new Option<string?>("--section") { Description = say.Of("이 절만 (예: 4.3)", "Only this section, such as 4.3") };
        var command = new Command("test", say.Of("모든 예시와 정답, 오답을 채점해 봅니다", "Grades every example, right answer and distractor")) { json, section };
        command.SetAction(parsed => Run(say, parsed.GetValue(json), parsed.GetValue(section)));
        return command;
    }

    private static int Run(Speech say, bool json, string? section)
    {
        if (ContentRoot.FindOrSay(say) is not { } root)
            return 2;
        var loaded = ContentLoader.Load(root);
        foreach (var fault in loaded.Faults.Where(fault => fault.Severity == FaultSeverity.Error))
            Console.Error.WriteLine(fault.In(say.Language));
        if (loaded.Content is null)
            return 1;
        var report = ReplayReport.Of(loaded.Content.Questions.Where(question => section is null || question.Section == section));
        if (json)
            Console.WriteLine(JsonSerializer.Serialize(report, writing));
        else
            Print(say, report);
        return report.Failures.Count == 0 && !loaded.HasErrors ? 0 : 1;
    }

    private static void Print(Speech say, ReplayReport report)
    {
        foreach (var failure in report.Failures)
            Console.WriteLine($"{(failure.Place.Length > 0 ? failure.Place + ": " : "")}{failure.Question}: {say.Of(failure.Message)}");
        foreach (var note in report.Notes)
            Console.WriteLine($"{say.Of("참고", "note")}: {note.Question}: {say.Of(note.Message)}");
        Console.WriteLine(say.Of(
            $"문제 {report.Questions}개, 변형 {report.Variants}개, 예시 {report.Examples}개, 채점 {report.Graded}번: 실패 {report.Failures.Count}개",
            $"{report.Questions} questions, {report.Variants} variants, {report.Examples} examples, graded {report.Graded} times: {report.Failures.Count} failures"));
    }
}
