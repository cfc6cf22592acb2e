using System.CommandLine;
using System.Globalization;
using KafkaQuiz.Cli.Backup;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Sqlite;
using KafkaQuiz.Labs.Verdicts;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace KafkaQuiz.Cli.Labs;

/// <summary>
/// <c>lab regrade LAB [--apply --why TEXT [--by NAME]] [--as-given] [--data DIR]</c>: grades the stored evaluations of a lab by today's checks and prints which verdicts
/// differ. Nothing is changed without <c>--apply</c>, and with it nothing is replaced: new verdicts are added, with who, when and why.
/// </summary>
internal static class LabRegradeCommand
{
    public static Command Make(Speech say)
    {
        var lab = new Argument<string>("LAB") { Description = say.Of("실습 id", "Id of the lab") };
        var data = DataFolder.Option(say);
        var apply = new Option<bool>("--apply") { Description = say.Of("바뀐 판정을 덧붙여 저장합니다. 전의 판정은 그대로 남습니다", "Add the changed verdicts; the earlier ones stay") };
        var why = new Option<string?>("--why") { Description = say.Of("--apply의 이유", "The reason, with --apply") };
        var by = new Option<string>("--by") { Description = say.Of("누가 하는지", "Who does it"), DefaultValueFactory = _ => Environment.UserName };
        var asGiven = new Option<bool>("--as-given") { Description = say.Of("그때의 검사로 다시 채점합니다. 판정이 같아야 합니다", "Grade by the checks of that time: the verdicts must be the same") };
        var command = new Command("regrade", say.Of("저장된 증거를 오늘의 검사로 다시 채점해 바뀐 판정을 보여 줍니다", "Grades stored evidence by today's checks and shows which verdicts differ")) { lab, data, apply, why, by, asGiven };
        command.SetAction((parsed, cancel) =>
            RunAsync(say, parsed.GetValue(lab)!, parsed.GetValue(data), parsed.GetValue(apply), parsed.GetValue(why), parsed.GetValue(by)!, parsed.GetValue(asGiven), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Speech say, string id, string? data, bool apply, string? why, string by, bool asGiven, CancellationToken cancel)
    {
        if (apply && string.IsNullOrWhiteSpace(why)) return Fail(say.Of("--apply에는 이유가 필요합니다. --why \"…\"를 붙이세요.", "--apply needs a reason: add --why \"…\"."));
        if (apply && asGiven) return Fail(say.Of("--as-given은 --apply와 함께 쓸 수 없습니다.", "--as-given does not go with --apply."));
        LabDefinition? lab = null;
        if (!asGiven)
        {
            if (ContentRoot.FindOrSay(say) is not { } root || ContentLoader.Load(root).Content is not { } content) return 2;
            if ((lab = content.Lab(id)) is null) return Fail(say.Of($"'{id}' 실습이 없습니다.", $"There is no lab '{id}'."));
        }
        var file = DataFolder.Database(data);
        if (!File.Exists(file)) return Fail(say.Of($"데이터베이스가 없습니다: {file}. --data로 폴더를 알려 주세요.", $"There is no database at {file}. Name the folder with --data."));
        await using var database = new KafkaQuizDbContext(new DbContextOptionsBuilder<KafkaQuizDbContext>().UseKafkaQuizSqlite(file).Options);
        if ((await database.Database.GetPendingMigrationsAsync(cancel)).Any())
            return Fail(say.Of($"데이터베이스가 이 버전의 것이 아닙니다: {file}. 서버를 한 번 시작해 올린 뒤 다시 하세요.", $"{file} is not of this version: start the server once to bring it up, then try again."));

        var regrader = new LabRegrader(database, lab);
        var (changed, all) = await regrader.FindAsync(id, cancel);
        if (changed.Count > 0) AnsiConsole.Write(Table(say, changed));
        Console.WriteLine(say.Of($"채점 {all}건 중 {changed.Count}건의 판정이 달라집니다.", $"{changed.Count} of {all} evaluations are judged differently."));
        var lacking = changed.Count(one => one.Lacks.Count > 0);
        if (lacking > 0) Console.WriteLine(say.Of($"그중 {lacking}건은 저장된 증거로 판정할 수 없어 바꾸지 않습니다.", $"{lacking} of them cannot be decided from the stored evidence and are not changed."));
        var lost = changed.Where(one => one.WasComplete && !one.Verdict.IsComplete && one.Lacks.Count == 0).Select(one => one.Learner).Distinct().Count();
        if (lost > 0) Console.WriteLine(say.Of($"{lost}명의 완료는 새 판정으로는 완료가 아니지만, 이미 준 완료는 거두지 않습니다.", $"{lost} learners would not have completed it; a completion that was given is not taken back."));
        if (!apply) return asGiven && changed.Count > 0 ? 1 : 0;
        var (verdicts, completions) = await regrader.ApplyAsync(id, changed, by, why!.Trim(), TimeProvider.System.GetUtcNow(), cancel);
        Console.WriteLine(say.Of($"판정 {verdicts}건과 완료 {completions}건을 덧붙였습니다.", $"Added {verdicts} verdicts and {completions} completions."));
        return 0;
    }

    private static Table Table(Speech say, IReadOnlyList<RegradedEvaluation> changed)
    {
        var table = new Table().AddColumns(say.Of("시각(UTC)", "time (UTC)"), say.Of("학습자", "learner"), say.Of("과제", "task"), say.Of("전", "was"), say.Of("후", "is"), say.Of("점수", "points"));
        foreach (var one in changed)
        {
            var (at, learner) = (one.TakenAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), $"{one.Learner}"[..8]);
            foreach (var task in one.Tasks)
            {
                table.AddRow(at, learner, Markup.Escape(task.Task), State(say, task.Was), one.Lacks.Contains(task.Task) ? say.Of("판정 불가", "undecidable") : State(say, task.Is), $"{task.PointsWere:0.##} → {task.PointsAre:0.##}");
                (at, learner) = ("", "");
            }
        }
        return table;
    }

    private static string State(Speech say, TaskState? state) => state switch
    {
        null => "–",
        TaskState.Done => say.Of("완료", "done"),
        TaskState.Open => say.Of("아직", "open"),
        TaskState.Holding => say.Of("유지 확인 중", "holding"),
        TaskState.Waiting => say.Of("앞 과제 먼저", "waiting"),
        TaskState.Broken => say.Of("깨짐", "broken"),
        _ => say.Of("채점 불가", "not gradable"),
    };

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
