using System.CommandLine;
using System.Diagnostics;
using KafkaQuiz.Practice;
using KafkaQuiz.Practice.Network;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>
/// <c>cluster start [--brokers N] [--port P] …</c>: runs a practice cluster until <c>quit</c>, SIGINT or SIGTERM and takes commands on standard
/// input. When that ends, a terminal ends the cluster, a pipe or a closed input leaves it running.
/// </summary>
internal static class StartCommand
{
    public static Command Make(Speech say)
    {
        var brokers = new Option<int>("--brokers") { Description = say.Of("브로커 수 (1~5)", "Brokers, 1 to 5"), DefaultValueFactory = _ => 3 };
        var port = new Option<int>("--port") { Description = say.Of("브로커 1의 포트. 나머지는 그다음 번호입니다. 생략하면 빈 포트를 씁니다", "Port of broker 1, the others follow; free ports where it is left out") };
        var racks = new Option<string[]>("--rack") { Description = say.Of("브로커 순서대로 랙 (예: --rack a,b,c)", "Racks in order of the brokers, such as --rack a,b,c") };
        var configs = new Option<string[]>("--config") { Description = say.Of("브로커 설정 (예: --config num.partitions=3). 여러 번 쓸 수 있습니다", "A broker config such as num.partitions=3; may be given several times") };
        var memory = new Option<int>("--memory") { Description = say.Of("보관할 레코드의 최대 크기, MiB", "Most MiB of records it holds"), DefaultValueFactory = _ => 256 };
        var json = new Option<bool>("--json") { Description = say.Of("프로그램을 위해: 출력이 한 줄에 JSON 하나입니다", "For programs: every line of output is JSON") };
        brokers.Validators.Add(result => Expect(result, result.GetValueOrDefault<int>() is >= 1 and <= 5, say.Of("--brokers는 1에서 5까지입니다.", "--brokers is 1 to 5.")));
        port.Validators.Add(result => Expect(result, result.GetValueOrDefault<int>() is >= 1 and <= 65_531, say.Of("--port는 1에서 65531까지입니다.", "--port is 1 to 65531.")));
        memory.Validators.Add(result => Expect(result, result.GetValueOrDefault<int>() is >= 1 and <= 65_536, say.Of("--memory는 1에서 65536까지입니다 (MiB).", "--memory is 1 to 65536 (MiB).")));
        configs.Validators.Add(result => Expect(result, result.Tokens.All(token => token.Value.IndexOf('=', StringComparison.Ordinal) > 0), say.Of("--config는 이름=값으로 씁니다 (예: --config num.partitions=3).", "--config is NAME=VALUE, such as num.partitions=3.")));
        var command = new Command("start", say.Of("클러스터 하나를 시작하고 명령을 기다립니다", "Starts a cluster and waits for commands")) { brokers, port, racks, configs, memory, json };
        command.SetAction((parsed, cancel) => RunAsync(
            say,
            new PracticeClusterOptions
            {
                Brokers = parsed.GetValue(brokers),
                FirstPort = parsed.GetValue(port),
                Racks = [.. (parsed.GetValue(racks) ?? []).SelectMany(rack => rack.Split(',', StringSplitOptions.RemoveEmptyEntries))],
                Configs = (parsed.GetValue(configs) ?? []).Select(config => config.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]),
                MemoryLimit = parsed.GetValue(memory) * 1024L * 1024,
            },
            parsed.GetValue(json),
            cancel));
        return command;
    }

    private static void Expect(System.CommandLine.Parsing.OptionResult result, bool holds, string otherwise)
    {
        if (!holds)
            result.AddError(otherwise);
    }

    private static async Task<int> RunAsync(Speech say, PracticeClusterOptions options, bool json, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        PracticeCluster cluster;
        try
        {
            cluster = await PracticeCluster.StartAsync(options, cancel);
        }
        catch (PortUnavailableException e)
        {
            Console.Error.WriteLine(StartFaults.Port(say, e));
            return 2;
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(StartFaults.Config(say, e.Message));
            return 2;
        }
        await using var _ = cluster;
        ShellOutput output = json ? new JsonShellOutput() : new TextShellOutput(say);
        output.Ready(cluster, options, Stopwatch.GetElapsedTime(began));
        await ServeAsync(new ClusterShell(say, cluster), output, cancel);
        output.Ended();
        return 0;
    }

    /// <summary>Takes commands until one ends it, or the process is told to end.</summary>
    private static async Task ServeAsync(ClusterShell shell, ShellOutput output, CancellationToken cancel)
    {
        try
        {
            await foreach (var line in StandardInput.Lines().WithCancellation(cancel))
            {
                if (ClusterShell.IsQuit(line))
                    return;
                if (!string.IsNullOrWhiteSpace(line))
                    output.Reply(line.Trim(), await shell.RunAsync(line));
                output.Prompt();
            }
            if (!StandardInput.IsTerminal)
                await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            // Told to end: an orderly end.
        }
    }
}
