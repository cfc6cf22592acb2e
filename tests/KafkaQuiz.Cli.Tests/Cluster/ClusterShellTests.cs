using System.Net;
using KafkaQuiz.Cli.Cluster;
using KafkaQuiz.Content;
using KafkaQuiz.Practice;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;
using Spectre.Console;

namespace KafkaQuiz.Cli.Tests.Cluster;

/// <summary>The commands of a running cluster, on one in this process.</summary>
public sealed class ClusterShellTests : IAsyncLifetime
{
    private static readonly Speech English = new(Language.En);

    private PracticeCluster _cluster = null!;
    private ClusterShell _shell = null!;

    /// <summary>A wall clock that stands still: the cluster ages by what it is advanced and nothing else.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        private readonly DateTimeOffset _now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => _now;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PracticeCluster.StartAsync(new() { Racks = ["a", "b", "c"], Time = new StoppedTime() }, Cancel);
        _shell = new(English, _cluster);
        await using var connection = await KafkaConnection.OpenAsync(IPEndPoint.Parse(_cluster.BootstrapServers.Split(',')[0]), new(), Cancel);
        var created = await connection.SendAsync(new CreateTopicsRequest
        {
            TimeoutMs = 30_000,
            Topics =
            [
                new() { Name = "orders", NumPartitions = -1, ReplicationFactor = -1, Assignments = [new() { PartitionIndex = 0, BrokerIds = [2, 3, 1] }] },
                new() { Name = "single", NumPartitions = -1, ReplicationFactor = -1, Assignments = [new() { PartitionIndex = 0, BrokerIds = [3] }] },
                new() { Name = "many", NumPartitions = 40, ReplicationFactor = 3 },
            ],
        }, null, Cancel);
        Assert.All(created.Topics, topic => Assert.Equal(Protocol.ErrorCode.None, topic.ErrorCode));
    }

    public async ValueTask DisposeAsync()
    {
        Assert.Null(_cluster.LastFault);
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Status_shows_brokers_leaders_and_isrs()
    {
        var shown = await StatusAsync();
        Assert.Matches(@"\n +1 +127\.0\.0\.1:\d+ +running +(active )? +\d+ +\d+ +a *\n", shown);
        Assert.Matches(@"orders +0 +2 +2,3,1 +2,3,1 +0–0", shown);
        Assert.Matches(@"single +0 +3 +3 +3 +0–0", shown);
    }

    [Fact]
    public async Task A_stopped_broker_hands_over_its_leaders_and_comes_back()
    {
        Assert.Contains("has shut down", await SayAsync("stop 2"), StringComparison.Ordinal);
        var shown = await StatusAsync();
        Assert.Contains("stopped", shown, StringComparison.Ordinal);
        Assert.Matches(@"orders +0 +3 +2,3,1 +3,1 ", shown);
        Assert.Contains("down already", await SayAsync("stop 2", isOk: false), StringComparison.Ordinal);
        Assert.Contains("down already", await SayAsync("hang 2", isOk: false), StringComparison.Ordinal);
        Assert.Contains("start 2", await SayAsync("resume 2", isOk: false), StringComparison.Ordinal);
        Assert.Contains("running again on 127.0.0.1:", await SayAsync("start 2"), StringComparison.Ordinal);
        Assert.Matches(@"orders +0 +3 +2,3,1 +(3,1,2|2,3,1) ", await StatusAsync());
        Assert.Contains("running already", await SayAsync("start 2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_broker_is_fenced_when_its_session_has_passed()
    {
        await SayAsync("kill 3");
        Assert.Contains("killed, not fenced yet", await StatusAsync(), StringComparison.Ordinal);
        Assert.StartsWith("12s have passed: it is 2", await SayAsync("advance 12s"), StringComparison.Ordinal);
        var shown = await StatusAsync();
        Assert.Contains("killed, fenced", shown, StringComparison.Ordinal);
        Assert.Matches(@"single +0 +none +3 ", shown);
        Assert.Contains("(12s ahead of the wall clock)", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_broker_that_starts_again_waits_for_the_end_of_its_session()
    {
        await SayAsync("kill 2");
        Assert.Contains("registered once its old session has ended", await SayAsync("start 2"), StringComparison.Ordinal);
        Assert.Contains("waits to be registered", await StatusAsync(), StringComparison.Ordinal);
        await SayAsync("advance 15s");
        Assert.DoesNotContain("waits to be registered", await StatusAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hung_broker_goes_on_and_a_slow_one_heals()
    {
        await SayAsync("hang 2");
        Assert.Contains("hung, not fenced yet", await StatusAsync(), StringComparison.Ordinal);
        Assert.Contains("kill 2 or resume 2", await SayAsync("stop 2", isOk: false), StringComparison.Ordinal);
        await SayAsync("resume 2");
        Assert.Contains("500ms late", await SayAsync("slow 2"), StringComparison.Ordinal);
        Assert.Contains("slow 500ms", await StatusAsync(), StringComparison.Ordinal);
        await SayAsync("slow 2 0s");
        Assert.DoesNotContain("slow", await StatusAsync(), StringComparison.Ordinal);
        await SayAsync("slow 2 1s");
        await SayAsync("resume 2");
        Assert.DoesNotContain("slow", await StatusAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_partitions_take_one_line()
    {
        Assert.Matches(@"many +40 in all +1×\d+ 2×\d+ 3×\d+ +complete +0", await StatusAsync());
        await SayAsync("stop 1");
        Assert.Matches(@"many +40 in all +2×\d+ 3×\d+ +40 incomplete", await StatusAsync());
    }

    [Theory]
    [InlineData("dance", "There is no command 'dance': help lists them.")]
    [InlineData("stop", "Name a broker: 1 to 3.")]
    [InlineData("stop 9", "There is no broker '9': brokers are 1 to 3.")]
    [InlineData("kill two", "There is no broker 'two': brokers are 1 to 3.")]
    [InlineData("start 2 now", "What is 'now'? Usage: start 2")]
    [InlineData("slow 2 soon", "'soon' is no duration that can be used: 500ms, 10s, 5m or 1h30m, at most 1h.")]
    [InlineData("slow 2 2h", "'2h' is no duration that can be used: 500ms, 10s, 5m or 1h30m, at most 1h.")]
    [InlineData("advance", "Say by how much: advance 10s.")]
    [InlineData("advance -1s", "'-1s' is no duration that can be used: 500ms, 10s, 5m or 1h30m, at most 365d.")]
    public async Task What_cannot_be_done_says_what_can(string line, string answer) => Assert.Equal(answer, await SayAsync(line, isOk: false));

    [Fact]
    public async Task Help_lists_every_command()
    {
        var help = await SayAsync("help");
        Assert.All(["status", "stop 2", "kill 2", "hang 2", "resume 2", "start 2", "slow 2 [500ms]", "advance 1h", "help", "quit"], verb => Assert.Contains($"  {verb} ", help, StringComparison.Ordinal));
    }

    private async Task<string> SayAsync(string line, bool isOk = true)
    {
        var reply = await _shell.RunAsync(line);
        Assert.Equal(isOk, reply.IsOk);
        return reply.Text;
    }

    private async Task<string> StatusAsync()
    {
        var reply = await _shell.RunAsync("status");
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 200;
        StatusView.Write(English, reply.Status!, console);
        return text.ToString();
    }
}
