using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using KafkaQuiz.Bench;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Replay;
using KafkaQuiz.Labs.Verdicts;
using Spectre.Console;

namespace KafkaQuiz.Cli.Labs;

/// <summary>
/// <c>lab test [LAB…] [--cluster practice|kafka] [--json]</c>: replays the reference solution and every wrong attempt on fresh practice clusters and, with
/// KAFKA_HOME, on real ones (or on the cluster of KAFKA_BOOTSTRAP), and prints what was accepted and rejected.
/// </summary>
internal static class LabTestCommand
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Make(Speech say)
    {
        var labs = new Argument<string[]>("labs")
        {
            Description = say.Of("실습 id. 생략하면 모두 재생합니다.", "Ids of labs; all where none is named."),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = say.Of("결과를 JSON으로 씁니다", "Writes the results as JSON") };
        var cluster = new Option<string?>("--cluster") { Description = say.Of("practice나 kafka에서만 재생합니다. 생략하면 둘 다", "Only on practice or kafka; both where it is left out") };
        cluster.AcceptOnlyFromAmong("practice", "kafka");
        var command = new Command("test", say.Of("정답과 잘못된 시도를 연습 클러스터와 실제 Kafka에서 재생합니다", "Replays solutions and wrong attempts on practice clusters and real ones")) { labs, cluster, json };
        command.SetAction((parsed, cancel) => RunAsync(say, parsed.GetValue(labs) ?? [], parsed.GetValue(cluster), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Speech say, string[] ids, string? cluster, bool json, CancellationToken cancel)
    {
        if (ContentRoot.FindOrSay(say) is not { } root) return 2;
        var loaded = ContentLoader.Load(root);
        if (loaded.Content is not { } content)
        {
            foreach (var fault in loaded.Faults.Take(5)) Console.Error.WriteLine(fault.In(say.Language));
            return 2;
        }
        if (ids.FirstOrDefault(id => content.Lab(id) is null) is { } unknown)
        {
            Console.Error.WriteLine(say.Of($"'{unknown}' 실습이 없습니다.", $"There is no lab '{unknown}'."));
            return 2;
        }
        var chosen = content.Labs.Where(lab => ids.Length == 0 || ids.Contains(lab.Id)).ToList();
        var results = new List<ReplayResult>();
        if (cluster != "kafka") await ReplayAsync(new PracticeReplayHost(), chosen, results, cancel);
        if (cluster != "practice")
        {
            var home = KafkaHome.Find(out var reason);
            var running = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP");
            if (home is null && string.IsNullOrEmpty(running))
            {
                Console.Error.WriteLine(say.Of($"실제 Kafka에서는 재생하지 않았습니다: {reason}. KAFKA_HOME이나 KAFKA_BOOTSTRAP을 설정하세요.", $"Not replayed on a real Kafka: {reason}. Set KAFKA_HOME or KAFKA_BOOTSTRAP."));
                if (cluster == "kafka") return 2;
            }
            else
            {
                await using var kafka = string.IsNullOrEmpty(running) ? new KafkaReplayHost(home!) : null;
                await ReplayAsync(kafka ?? (IReplayHost)new GivenReplayHost(running!, home), chosen, results, cancel);
            }
        }
        if (json) WriteJson(results);
        else WriteTable(say, results);
        return results.All(result => result.IsGood || result.NotRun is not null) ? 0 : 1;
    }

    private static async Task ReplayAsync(IReplayHost host, IEnumerable<LabDefinition> labs, List<ReplayResult> results, CancellationToken cancel)
    {
        var replay = new LabReplay(host);
        foreach (var lab in labs)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                results.Add(await replay.RunAsync(lab, BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()), cancel));
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                // One lab that breaks, or whose time runs out, does not keep the others from being judged.
                results.Add(new ReplayResult(lab.Id, host.Name, false, null, []) { Broken = fault.Message });
            }
            // How far it is, for whoever waits: a replay of all on real brokers takes a while.
            Console.Error.WriteLine(FormattableString.Invariant($"{lab.Id} {host.Name} {(results[^1].IsGood ? "ok" : results[^1].NotRun is null ? "NOT OK" : "not run")} {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        }
    }

    private static void WriteJson(List<ReplayResult> results) => Console.WriteLine(JsonSerializer.Serialize(
        results.Select(result => new
        {
            lab = result.Lab,
            cluster = result.Cluster,
            solutionAccepted = result.SolutionAccepted,
            wrong = result.Wrong.Select(wrong => new { name = wrong.Name, rejected = wrong.Rejected, task = wrong.Task }),
            notRun = result.NotRun,
            broken = result.Broken,
        }),
        Indented));

    private static void WriteTable(Speech say, List<ReplayResult> results)
    {
        var table = new Table().AddColumns(say.Of("실습", "lab"), say.Of("클러스터", "cluster"), say.Of("시도", "attempt"), say.Of("판정", "verdict"), say.Of("끝나지 않은 과제", "open task"));
        foreach (var result in results)
        {
            if (result.NotRun is { } why)
            {
                table.AddRow(result.Lab, result.Cluster, "", say.Of("재생하지 않음", "not run"), Markup.Escape(why));
                continue;
            }
            if (result.Broken is { } broken)
            {
                table.AddRow(result.Lab, result.Cluster, "", say.Of("재생하다 멈춤!", "BROKEN"), Markup.Escape(broken));
                continue;
            }
            table.AddRow(result.Lab, result.Cluster, say.Of("정답", "solution"), result.SolutionAccepted ? say.Of("통과", "accepted") : say.Of("통과하지 못함!", "NOT accepted"), Markup.Escape(result.SolutionAccepted ? "" : Seen(result.Solution!)));
            foreach (var wrong in result.Wrong)
                table.AddRow("", "", wrong.Name, wrong.Rejected ? say.Of("거부", "rejected") : say.Of("거부되지 않음!", "NOT rejected"), Markup.Escape(wrong.Rejected ? wrong.Task ?? "" : Seen(wrong.Verdict)));
        }
        AnsiConsole.Write(table);
    }

    /// <summary>For the author of a lab that is judged otherwise than it should be: what was seen.</summary>
    private static string Seen(LabVerdict verdict) => verdict.Fault is { } fault
        ? fault.Message.En
        : string.Join("; ", verdict.Tasks.Select(task => $"{task.Id} {task.State}: {task.Check.Observed.En}"));
}
