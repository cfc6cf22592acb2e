using System.CommandLine;
using System.Diagnostics;
using System.Net;
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
        var listen = new Option<string>("--listen") { Description = say.Of("브로커가 들을 주소 (기본 127.0.0.1). 루프백 밖이면 SASL과 ACL을 켜고 비밀번호를 만듭니다", "Address that brokers listen on (default 127.0.0.1); beyond loopback it turns on SASL and ACLs and makes a password"), DefaultValueFactory = _ => "127.0.0.1" };
        var advertise = new Option<string>("--advertise") { Description = say.Of("클라이언트에게 알려 줄 호스트. 생략하면 --listen의 주소", "Host that clients are told; the address of --listen where it is left out") };
        var users = new Option<string>("--users") { Description = say.Of("SASL 사용자 파일: 한 줄에 이름=비밀번호, 첫 사용자가 슈퍼 유저입니다. 루프백에서도 SASL과 ACL을 켭니다", "File of SASL users, NAME=PASSWORD a line, the first a super user; turns on SASL and ACLs on loopback too") };
        var json = new Option<bool>("--json") { Description = say.Of("프로그램을 위해: 출력이 한 줄에 JSON 하나입니다", "For programs: every line of output is JSON") };
        brokers.Validators.Add(result => Expect(result, result.GetValueOrDefault<int>() is >= 1 and <= 5, say.Of("--brokers는 1에서 5까지입니다.", "--brokers is 1 to 5.")));
        port.Validators.Add(result => Expect(result, result.GetValueOrDefault<int>() is >= 1 and <= 65_531, say.Of("--port는 1에서 65531까지입니다.", "--port is 1 to 65531.")));
        memory.Validators.Add(result => Expect(result, result.GetValueOrDefault<int>() is >= 1 and <= 65_536, say.Of("--memory는 1에서 65536까지입니다 (MiB).", "--memory is 1 to 65536 (MiB).")));
        listen.Validators.Add(result => Expect(result, IPAddress.TryParse(result.GetValueOrDefault<string>(), out var __), say.Of("--listen은 IP 주소입니다 (예: 0.0.0.0).", "--listen is an IP address, such as 0.0.0.0.")));
        users.Validators.Add(result => Expect(result, SaslUsers.TryRead(result.GetValueOrDefault<string>()!, out var __), say.Of("--users 파일을 읽을 수 없거나 이름=비밀번호가 아닌 줄이 있습니다.", "The file of --users cannot be read, or has a line that is not NAME=PASSWORD.")));
        configs.Validators.Add(result => Expect(result, result.Tokens.All(token => token.Value.IndexOf('=', StringComparison.Ordinal) > 0), say.Of("--config는 이름=값으로 씁니다 (예: --config num.partitions=3).", "--config is NAME=VALUE, such as num.partitions=3.")));
        var command = new Command("start", say.Of("클러스터 하나를 시작하고 명령을 기다립니다", "Starts a cluster and waits for commands")) { brokers, port, racks, configs, memory, listen, advertise, users, json };
        command.SetAction((parsed, cancel) => RunAsync(
            say,
            new PracticeClusterOptions
            {
                Brokers = parsed.GetValue(brokers),
                FirstPort = parsed.GetValue(port),
                Racks = [.. (parsed.GetValue(racks) ?? []).SelectMany(rack => rack.Split(',', StringSplitOptions.RemoveEmptyEntries))],
                Configs = (parsed.GetValue(configs) ?? []).Select(config => config.Split('=', 2)).GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1]),
                ListenAddress = IPAddress.Parse(parsed.GetValue(listen)!),
                AdvertisedHost = parsed.GetValue(advertise),
                Security = parsed.GetValue(users) is { } file && SaslUsers.TryRead(file, out var named) ? new() { Users = named } : null,
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
        catch (InsecureListenerException e)
        {
            Console.Error.WriteLine(StartFaults.Insecure(say, e));
            return 2;
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(StartFaults.Config(say, e.Message));
            return 2;
        }
        await using var _ = cluster;
        ShellOutput output = json ? new JsonShellOutput() : new TextShellOutput(say);
        using var client = ClientConfigFile.For(cluster);
        output.Ready(cluster, options, client?.Path, Stopwatch.GetElapsedTime(began));
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
