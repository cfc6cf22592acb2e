using System.Globalization;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Cli.Cluster;

/// <summary>The commands that a running cluster takes, a line each: what happens to brokers, and time.</summary>
internal sealed class ClusterShell
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    private readonly Speech _say;
    private readonly PracticeCluster _cluster;
    private readonly int _brokers;
    private readonly List<Verb> _verbs;

    public ClusterShell(Speech say, PracticeCluster cluster)
    {
        (_say, _cluster) = (say, cluster);
        _brokers = cluster.BootstrapServers.Split(',').Length;
        _verbs =
        [
            new("status", "", say.Of("브로커, 컨트롤러, 토픽의 리더와 ISR을 봅니다", "shows brokers, controller, leaders and ISRs"), async _ => new(true, "", await _cluster.LookAsync())),
            new("stop", "2", say.Of("정상 종료합니다 (SIGTERM): 리더를 먼저 넘깁니다", "shuts down cleanly (SIGTERM): leaders move first"), words => OnBroker(words, StopAsync)),
            new("kill", "2", say.Of("강제 종료합니다 (SIGKILL): 세션이 끝나야 알아챕니다", "ends without a word (SIGKILL): noticed when its session ends"), words => OnBroker(words, KillAsync)),
            new("hang", "2", say.Of("얼립니다 (SIGSTOP): 연결은 남고 응답은 없습니다", "freezes (SIGSTOP): connections stay, nothing is answered"), words => OnBroker(words, HangAsync)),
            new("resume", "2", say.Of("얼거나 느려진 브로커를 되돌립니다", "lets a hung or slow broker go on"), words => OnBroker(words, ResumeAsync)),
            new("start", "2", say.Of("종료된 브로커를 같은 포트와 데이터로 다시 시작합니다", "starts it again on its port, with its data"), words => OnBroker(words, StartAsync)),
            new("slow", "2 [500ms]", say.Of("응답과 복제를 늦춥니다 (0s는 해제)", "delays answers and replication (0s heals)"), SlowAsync),
            new("advance", "1h", say.Of("클러스터의 시간을 앞당깁니다: 세션, 보존 기간, 지연이 그만큼 지납니다", "lets cluster time pass at once: sessions, retention, lag"), AdvanceAsync),
            new("help", "", say.Of("이 목록을 봅니다", "shows this list"), _ => Task.FromResult(new ShellReply(true, Help()))),
            new("quit", "", say.Of("클러스터를 끝냅니다", "ends the cluster"), _ => Task.FromResult(new ShellReply(true, ""))),
        ];
    }

    private sealed record Verb(string Name, string Arguments, string Meaning, Func<string[], Task<ShellReply>> RunAsync);

    public static bool IsQuit(string line) => line.Trim() is "quit" or "exit";

    /// <summary>Does what one line says. Never throws for what a person typed.</summary>
    public async Task<ShellReply> RunAsync(string line)
    {
        var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (_verbs.FirstOrDefault(verb => verb.Name.Equals(words[0], StringComparison.OrdinalIgnoreCase)) is not { } verb)
            return Fault($"'{words[0]}' 명령은 없습니다. help를 입력하면 목록이 나옵니다.", $"There is no command '{words[0]}': help lists them.");
        var most = verb.Arguments.Length == 0 ? 0 : verb.Arguments.Split(' ').Length;
        return words.Length - 1 > most ? Fault($"'{words[most + 1]}' 부분을 이해하지 못했습니다. 이렇게 씁니다: {verb.Name} {verb.Arguments}", $"What is '{words[most + 1]}'? Usage: {verb.Name} {verb.Arguments}")
            : await verb.RunAsync(words[1..]);
    }

    private string Help() => string.Join('\n', _verbs.Select(verb => $"  {verb.Name + " " + verb.Arguments,-18} {verb.Meaning}"));

    private async Task<ShellReply> OnBroker(string[] words, Func<ClusterSnapshot.Node, Task<ShellReply>> act)
    {
        if (words.Length == 0)
            return Fault($"브로커 번호를 함께 입력하세요 (1~{_brokers}).", $"Name a broker: 1 to {_brokers}.");
        if (!int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id < 1 || id > _brokers)
            return Fault($"'{words[0]}'번 브로커는 없습니다. 1~{_brokers} 가운데 하나를 입력하세요.", $"There is no broker '{words[0]}': brokers are 1 to {_brokers}.");
        return await act((await _cluster.LookAsync()).Nodes.Single(broker => broker.Id == id));
    }

    private async Task<ShellReply> StopAsync(ClusterSnapshot.Node broker)
    {
        if (IsDown(broker))
            return AlreadyDown(broker);
        if (broker.Process == NodeProcess.Hung)
            return Fault($"{broker.Id}번 브로커는 멈춰 있어 정상 종료할 수 없습니다. kill {broker.Id}나 resume {broker.Id} 명령을 쓰세요.", $"Broker {broker.Id} hangs and cannot shut down cleanly: kill {broker.Id} or resume {broker.Id}.");
        await _cluster.StopBrokerAsync(broker.Id);
        return Done($"{broker.Id}번 브로커를 정상 종료했습니다. 맡고 있던 리더 {broker.Leads}개를 넘기고 ISR에서 나왔습니다.", $"Broker {broker.Id} has shut down: it handed over {broker.Leads} leaders and left the ISRs.");
    }

    private async Task<ShellReply> KillAsync(ClusterSnapshot.Node broker)
    {
        if (IsDown(broker))
            return AlreadyDown(broker);
        await _cluster.KillBrokerAsync(broker.Id);
        return Done($"{broker.Id}번 브로커를 강제 종료했습니다. 세션이 끝날 때까지(약 9초) 컨트롤러는 살아 있다고 여깁니다. advance 12s로 건너뛸 수 있습니다.", $"Broker {broker.Id} is dead. It counts as alive until its session ends, after about 9 s; advance 12s skips the wait.");
    }

    private async Task<ShellReply> HangAsync(ClusterSnapshot.Node broker)
    {
        if (IsDown(broker))
            return AlreadyDown(broker);
        await _cluster.HangBrokerAsync(broker.Id);
        return Done($"{broker.Id}번 브로커가 멈췄습니다. 연결은 남아 있지만 응답하지 않습니다. 되돌리려면 resume {broker.Id} 명령을 쓰세요.", $"Broker {broker.Id} hangs: connections stay, nothing is answered. resume {broker.Id} lets it go on.");
    }

    private async Task<ShellReply> ResumeAsync(ClusterSnapshot.Node broker)
    {
        if (IsDown(broker))
            return Fault($"{broker.Id}번 브로커는 종료되어 있습니다. start {broker.Id} 명령으로 시작하세요.", $"Broker {broker.Id} is down: start {broker.Id}.");
        await _cluster.SlowBrokerAsync(broker.Id, TimeSpan.Zero);
        await _cluster.StartBrokerAsync(broker.Id);
        return Done($"{broker.Id}번 브로커가 정상으로 돌아왔습니다.", $"Broker {broker.Id} goes on healthily.");
    }

    private async Task<ShellReply> StartAsync(ClusterSnapshot.Node broker)
    {
        if (broker.Process == NodeProcess.Running)
            return Done($"{broker.Id}번 브로커는 이미 실행 중입니다.", $"Broker {broker.Id} is running already.");
        try
        {
            await _cluster.StartBrokerAsync(broker.Id);
        }
        catch (Practice.Network.PortUnavailableException e)
        {
            return new(false, StartFaults.Port(_say, e));
        }
        // A crashed broker's old session must end first.
        if ((await _cluster.LookAsync()).Nodes.Single(b => b.Id == broker.Id).Process == NodeProcess.Starting)
            return Done($"{broker.Id}번 브로커가 시작했지만, 이전 세션이 끝나야 등록됩니다(최대 9초). advance 10s로 건너뛸 수 있습니다.", $"Broker {broker.Id} has started and is registered once its old session has ended, within 9 s; advance 10s skips the wait.");
        return Done($"{broker.Id}번 브로커를 {broker.Address}에서 다시 시작했습니다.", $"Broker {broker.Id} is running again on {broker.Address}.");
    }

    private Task<ShellReply> SlowAsync(string[] words) => OnBroker(words, async broker =>
    {
        var delay = words.Length > 1 ? Duration.Parse(words[1]) : Slow;
        if (delay is not { } span || span > TimeSpan.FromHours(1))
            return BadDuration(words[1], "1h");
        if (IsDown(broker))
            return AlreadyDown(broker);
        await _cluster.SlowBrokerAsync(broker.Id, span);
        return span == TimeSpan.Zero ? Done($"{broker.Id}번 브로커가 제 속도로 돌아왔습니다.", $"Broker {broker.Id} is as fast as ever.")
            : Done($"{broker.Id}번 브로커의 응답과 복제가 {Duration.Show(span)}씩 늦어집니다.", $"Broker {broker.Id} answers and replicates {Duration.Show(span)} late.");
    });

    private async Task<ShellReply> AdvanceAsync(string[] words)
    {
        if (words.Length == 0)
            return Fault("얼마나 앞당길지 함께 입력하세요: advance 10s", "Say by how much: advance 10s.");
        if (Duration.Parse(words[0]) is not { } span || span > TimeSpan.FromDays(365))
            return BadDuration(words[0], "365d");
        await _cluster.AdvanceAsync(span);
        return Done(string.Create(CultureInfo.InvariantCulture, $"시간을 {Duration.Show(span)} 앞당겼습니다. 클러스터 시각: {_cluster.Time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z"), string.Create(CultureInfo.InvariantCulture, $"{Duration.Show(span)} have passed: it is {_cluster.Time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z in the cluster."));
    }

    private static bool IsDown(ClusterSnapshot.Node broker) => broker.Process is NodeProcess.Stopped or NodeProcess.Killed;

    private ShellReply AlreadyDown(ClusterSnapshot.Node broker) =>
        Fault($"{broker.Id}번 브로커는 이미 종료되어 있습니다. start {broker.Id} 명령으로 시작하세요.", $"Broker {broker.Id} is down already: start {broker.Id}.");

    private ShellReply BadDuration(string text, string most) =>
        Fault($"'{text}' 시간은 쓸 수 없습니다. 500ms, 10s, 5m, 1h30m처럼 최대 {most}까지 입력하세요.", $"'{text}' is no duration that can be used: 500ms, 10s, 5m or 1h30m, at most {most}.");

    private ShellReply Done(string ko, string en) => new(true, _say.Of(ko, en));

    private ShellReply Fault(string ko, string en) => new(false, _say.Of(ko, en));
}
