using System.CommandLine;
using System.Text.Json;
using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.LocalKafka;
using KafkaQuiz.Labs.Replay;
using Spectre.Console;

namespace KafkaQuiz.Cli.Labs;

/// <summary>
/// <c>lab test [LAB…] [--json]</c>: replays the reference solution and every wrong attempt on a fresh cluster from KAFKA_HOME, or on the cluster of
/// KAFKA_BOOTSTRAP, and prints what was accepted and rejected.
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
        var command = new Command("test", say.Of("정답과 잘못된 시도를 실제 클러스터에서 재생합니다", "Replays solutions and wrong attempts on a real cluster")) { labs, json };
        command.SetAction((parsed, cancel) => RunAsync(say, parsed.GetValue(labs) ?? [], parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(Speech say, string[] ids, bool json, CancellationToken cancel)
    {
        if (ContentRoot.FindOrSay(say) is not { } root) return 2;
        if (ContentLoader.Load(root).Content is not { } content) return 2;
        if (ids.FirstOrDefault(id => content.Lab(id) is null) is { } unknown)
        {
            Console.Error.WriteLine(say.Of($"'{unknown}' 실습이 없습니다.", $"There is no lab '{unknown}'."));
            return 2;
        }
        var chosen = content.Labs.Where(lab => ids.Length == 0 || ids.Contains(lab.Id)).ToList();
        var home = KafkaHome.Find(out var reason);
        var running = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP");
        if (home is null && string.IsNullOrEmpty(running))
        {
            Console.Error.WriteLine(say.Of($"재생할 Kafka가 없습니다: {reason}. KAFKA_HOME이나 KAFKA_BOOTSTRAP을 설정하세요.", $"There is no Kafka to replay on: {reason}. Set KAFKA_HOME or KAFKA_BOOTSTRAP."));
            return 2;
        }
        var results = await ReplayAsync(chosen, home, running, cancel);
        if (json) WriteJson(results);
        else WriteTable(say, results);
        return results.All(result => result.IsGood || result.NotRun is not null) ? 0 : 1;
    }

    private static async Task<List<ReplayResult>> ReplayAsync(List<LabDefinition> labs, KafkaHome? home, string? running, CancellationToken cancel)
    {
        var results = new List<ReplayResult>();
        await using var kafka = home is null || !string.IsNullOrEmpty(running) ? null : new KafkaReplayHost(home);
        IReplayHost host = kafka is not null ? kafka : new GivenReplayHost(running!, home);
        foreach (var lab in labs.OrderBy(lab => lab.Cluster.Brokers)) results.Add(await new LabReplay(host).RunAsync(lab, BitConverter.ToUInt64(Guid.NewGuid().ToByteArray()), cancel));
        return results;
    }

    private static void WriteJson(List<ReplayResult> results) => Console.WriteLine(JsonSerializer.Serialize(
        results.Select(result => new
        {
            lab = result.Lab,
            cluster = result.Cluster,
            solutionAccepted = result.SolutionAccepted,
            wrong = result.Wrong.Select(wrong => new { name = wrong.Name, rejected = wrong.Rejected, task = wrong.Task }),
            notRun = result.NotRun,
        }),
        Indented));

    private static void WriteTable(Speech say, List<ReplayResult> results)
    {
        var table = new Table().AddColumns(say.Of("실습", "lab"), say.Of("시도", "attempt"), say.Of("판정", "verdict"), say.Of("끝나지 않은 과제", "open task"));
        foreach (var result in results)
        {
            if (result.NotRun is { } why)
            {
                table.AddRow(result.Lab, "", say.Of("재생하지 않음", "not run"), Markup.Escape(why));
                continue;
            }
            table.AddRow(result.Lab, say.Of("정답", "solution"), result.SolutionAccepted ? say.Of("통과", "accepted") : say.Of("통과하지 못함!", "NOT accepted"), "");
            foreach (var wrong in result.Wrong)
                table.AddRow("", wrong.Name, wrong.Rejected ? say.Of("거부", "rejected") : say.Of("거부되지 않음!", "NOT rejected"), wrong.Task ?? "");
        }
        AnsiConsole.Write(table);
    }
}
