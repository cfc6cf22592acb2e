using System.CommandLine;
using KafkaQuiz.Bench;
using KafkaQuiz.Cli.Cluster;
using KafkaQuiz.Content;
using KafkaQuiz.Labs.Verdicts;

namespace KafkaQuiz.Cli.Labs;

/// <summary>
/// <c>lab try LAB</c>: the author does the lab as a learner would: a practice cluster with the lab's setup, its page, and a prompt that takes Kafka's tools,
/// <c>answer ID TEXT</c>, <c>stop 2</c> and its like, <c>advance 1h</c>; tasks are ticked after every line.
/// </summary>
internal static class LabTryCommand
{
    public static Command Make(Speech say)
    {
        var lab = new Argument<string>("lab") { Description = say.Of("실습 id", "Id of the lab") };
        var seed = new Option<ulong>("--seed") { Description = say.Of("변수를 뽑는 시드. 기본값 1", "Seed of the variables. Default 1"), DefaultValueFactory = _ => 1 };
        var command = new Command("try", say.Of("연습 클러스터에서 실습을 직접 해 봅니다", "Does a lab by hand on a practice cluster")) { lab, seed };
        command.SetAction((parsed, cancel) => RunAsync(say, parsed.GetValue(lab)!, parsed.GetValue(seed), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Speech say, string id, ulong seed, CancellationToken cancel)
    {
        if (ContentRoot.FindOrSay(say) is not { } root) return 2;
        if (ContentLoader.Load(root).Content?.Lab(id) is not { } definition)
        {
            Console.Error.WriteLine(say.Of($"'{id}' 실습이 없습니다.", $"There is no lab '{id}'."));
            return 2;
        }
        var lab = definition.For(seed);
        await using var trial = await LabTrial.StartAsync(lab, say.Language, cancel);
        Console.WriteLine(say.Of(definition.Title));
        Console.WriteLine();
        Console.WriteLine(say.Of(lab.Page).Trim());
        Console.WriteLine();
        foreach (var answer in lab.Answers) Console.WriteLine($"  answer {answer.Id} …  {say.Of(answer.Ask).ReplaceLineEndings(" ")}");
        Console.WriteLine(say.Of(
            $"클러스터: localhost:9092 (이 컴퓨터의 다른 클라이언트는 {await trial.ServersAsync()}). 끝내려면 quit.",
            $"Cluster: localhost:9092 (for other clients on this computer {await trial.ServersAsync()}). quit ends."));
        var verdict = await trial.GradeAsync(cancel);
        Show(say, verdict);
        while (await ReadAsync(cancel) is { } line && line.Trim() is not ("quit" or "exit"))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["advance", var text] && Duration.Parse(text) is { } span) await trial.AdvanceAsync(span);
            else if (line.Trim().Length > 0) Console.Write(await trial.EnterAsync(line, cancel));
            verdict = await trial.GradeAsync(cancel);
            Show(say, verdict);
        }
        return verdict.IsComplete ? 0 : 1;
    }

    private static async Task<string?> ReadAsync(CancellationToken cancel)
    {
        Console.Write("$ ");
        return await Console.In.ReadLineAsync(cancel);
    }

    private static void Show(Speech say, LabVerdict verdict)
    {
        if (verdict.Fault is { } fault) Console.WriteLine(say.Of(fault.Message));
        foreach (var task in verdict.Tasks)
            Console.WriteLine($"  {(task.State == TaskState.Done ? "[x]" : "[ ]")} {task.Id}: {say.Of(task.Check.Observed)}{(task.State == TaskState.Done || task.Hint is null ? "" : "  → " + say.Of(task.Hint).ReplaceLineEndings(" "))}");
    }
}
