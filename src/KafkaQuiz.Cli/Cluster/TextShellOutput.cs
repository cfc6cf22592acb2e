using System.Globalization;
using KafkaQuiz.Practice;
using Spectre.Console;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>For people; the bootstrap servers stand alone on the first line of standard output.</summary>
internal sealed class TextShellOutput(Speech say) : ShellOutput
{
    private readonly IAnsiConsole _console = PlainConsole.Make();

    public override void Ready(PracticeCluster cluster, PracticeClusterOptions options, string? clientConfig, TimeSpan took)
    {
        Console.WriteLine(cluster.BootstrapServers);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{say.Of($"브로커 {options.Brokers}개가 {took.TotalMilliseconds:0} ms 만에 준비되었습니다. 데이터는 메모리에만 있으며 끝내면 사라집니다.", $"{options.Brokers} brokers, ready in {took.TotalMilliseconds:0} ms. Data is in memory only and gone when this ends.")}"));
        if (clientConfig is not null)
            Console.WriteLine(say.Of($"SASL과 ACL이 켜져 있습니다. 슈퍼 유저의 접속 설정(비밀번호 포함, 끝낼 때 지움): {clientConfig} (예: kafka-topics.sh --command-config)", $"SASL and ACLs are on. A super user's client config, with the password, removed when this ends: {clientConfig} (as in kafka-topics.sh --command-config)"));
        Console.WriteLine(StandardInput.IsTerminal
            ? say.Of("명령: status, stop 2, start 2, advance 1h, … (help로 모두 보기). 끝내기: quit 또는 Ctrl+C.", "Commands: status, stop 2, start 2, advance 1h, … (help lists all). To end: quit or Ctrl+C.")
            : say.Of("표준 입력으로 명령을 받습니다 (help). 끝내기: quit, SIGINT, SIGTERM.", "Takes commands on standard input (help). To end: quit, SIGINT, SIGTERM."));
        Prompt();
    }

    public override void Reply(string line, ShellReply reply)
    {
        if (reply.Status is { } status)
            StatusView.Write(say, status, _console);
        else if (reply.Text.Length > 0)
            (reply.IsOk ? Console.Out : Console.Error).WriteLine(reply.Text);
    }

    public override void Prompt()
    {
        if (StandardInput.IsTerminal && !Console.IsOutputRedirected)
            Console.Write("kafka> ");
    }

    public override void Ended() => Console.WriteLine(say.Of("클러스터를 끝냈습니다.", "The cluster has ended."));
}
