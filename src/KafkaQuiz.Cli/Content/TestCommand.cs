using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using KafkaQuiz.Assessment.Replay;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Questions;

namespace KafkaQuiz.Cli.Content;

/// <summary><c>content test [--section S] [--seeds N] [--json]</c>: replays every example and draws every question, through the grader that learners meet.</summary>
internal static class TestCommand
{
    private static readonly JsonSerializerOptions writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Make(Speech say)
    {
        var json = new Option<bool>("--json") { Description = say.Of("JSON으로 출력합니다", "Prints JSON") };
        var section = new Option<string?>("--section") { Description = say.Of("이 절만 (예: 4.3)", "Only this section, such as 4.3") };
        var seeds = new Option<int>("--seeds") { Description = say.Of("문제마다 뽑을 변형 수", "Variants drawn of each question"), DefaultValueFactory = _ => QuestionReplay.DefaultSeeds };
        var command = new Command("test", say.Of("모든 예시와 정답, 오답을 채점해 봅니다", "Grades every example, right answer and distractor")) { json, section, seeds };
        command.SetAction(parsed => Run(say, parsed.GetValue(json), parsed.GetValue(section), Math.Clamp(parsed.GetValue(seeds), 1, 100_000)));
        return command;
    }

    private static int Run(Speech say, bool json, string? section, int seeds)
    {
        if (ContentRoot.FindOrSay(say) is not { } root)
            return 2;
        var loaded = ContentLoader.Load(root);
        foreach (var fault in loaded.Faults.Where(fault => fault.Severity == FaultSeverity.Error))
            Console.Error.WriteLine(fault.In(say.Language));
        if (loaded.Content is null)
            return 1;
        Question[] questions = [.. loaded.Content.Questions.Where(question => section is null || question.Section == section)];
        var faults = QuestionReplay.Of(questions, seeds);
        if (json)
            Console.WriteLine(Json(questions, seeds, faults));
        else
            Print(say, questions, seeds, faults);
        return faults.All(fault => fault.IsWarning) && !loaded.HasErrors ? 0 : 1;
    }

    private static string Json(Question[] questions, int seeds, IReadOnlyList<ReplayFault> faults) => JsonSerializer.Serialize(
        new
        {
            questions = questions.Length,
            variants = questions.Length * seeds,
            examples = questions.Sum(question => question.Examples.Count),
            failures = faults.Where(fault => !fault.IsWarning).Select(Finding),
            warnings = faults.Where(fault => fault.IsWarning).Select(Finding),
        },
        writing);

    private static object Finding(ReplayFault fault) => new
    {
        question = fault.QuestionId,
        code = fault.Code,
        place = fault.Place?.ToString(),
        seed = fault.Seed,
        ko = fault.Problem.Ko,
        en = fault.Problem.En,
    };

    private static void Print(Speech say, Question[] questions, int seeds, IReadOnlyList<ReplayFault> faults)
    {
        foreach (var fault in faults.OrderByDescending(fault => fault.IsWarning))
        {
            string severity = fault.IsWarning ? say.Of("경고", "warning") : say.Of("오류", "error");
            string place = fault.Place is { } at ? $"{at}: " : "";
            string seed = fault.Seed is { } drawn ? $" (seed {drawn})" : "";
            Console.WriteLine($"{place}{severity} {fault.Code}: {fault.QuestionId}: {say.Of(fault.Problem)}{seed}");
        }

        int failures = faults.Count(fault => !fault.IsWarning);
        int examples = questions.Sum(question => question.Examples.Count);
        Console.WriteLine(say.Of(
            $"문제 {questions.Length}개를 {seeds}가지 변형으로, 예시 {examples}개를 채점했습니다: 실패 {failures}개, 경고 {faults.Count - failures}개",
            $"Graded {questions.Length} questions in {seeds} variants each and {examples} examples: {failures} failures, {faults.Count - failures} warnings"));
    }
}
