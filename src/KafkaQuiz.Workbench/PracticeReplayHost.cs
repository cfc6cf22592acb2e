using KafkaQuiz.Console;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Replay;

namespace KafkaQuiz.Bench;

/// <summary>Practice clusters for replays: a fresh one an attempt, virtual time, the console in process.</summary>
public sealed class PracticeReplayHost : IReplayHost
{
    public string Name => "practice";

    public string? WhyNot(Lab lab) => null;

    public async Task<IReplayCluster> OpenAsync(Lab lab, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(lab);
        return new PracticeReplayCluster(await Workbench.StartAsync(WorkbenchOptions.For(lab.Definition.Cluster), cancel), lab);
    }
}

/// <summary>One attempt at a workbench.</summary>
internal sealed class PracticeReplayCluster(Workbench bench, Lab lab) : IReplayCluster
{
    private readonly List<(Task<int> Run, CancellationTokenSource Stop)> _background = [];

    public TimeProvider Time => bench.Time;

    public Task<string?> ServersAsync(CancellationToken cancel) => bench.ServersAsync(lab.Servers).WaitAsync(cancel);

    public Task<HostPort?> WhereAsync(HostPort advertised) => bench.WhereAsync(advertised);

    public async Task<IReadOnlyList<int>> BrokersAsync(CancellationToken cancel) =>
        await bench.ClusterAsync() is { } cluster ? [.. (await cluster.LookAsync()).Nodes.Where(node => node.Roles.HasFlag(Practice.NodeRoles.Broker)).Select(node => node.Id)] : [];

    public Task ActAsync(BrokerAction action, int broker, TimeSpan delay, CancellationToken cancel) => bench.ActAsync(action, broker, delay).WaitAsync(cancel);

    public Task PassAsync(TimeSpan span, TimeSpan longest, CancellationToken cancel) => bench.Machine.AdvanceAsync(span).WaitAsync(cancel);

    public Task WriteFileAsync(string path, string text, CancellationToken cancel)
    {
        bench.Terminal.Session.Files.Write(path, text);
        return Task.CompletedTask;
    }

    public async Task RunAsync(ConsoleStep step, CancellationToken cancel)
    {
        var output = new StringWriter();
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var input = System.Threading.Channels.Channel.CreateUnbounded<string>();
        foreach (var line in (step.Input ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)) input.Writer.TryWrite(line);
        input.Writer.Complete();
        // All of them: any one may be down.
        var servers = string.Join(',', lab.Servers.Count > 0 ? lab.Servers : NodeProperties.Servers(Math.Max(1, lab.Definition.Cluster.Brokers)));
        var run = KafkaConsole.RunAsync(
            ConsoleCommand.WithServers(step.Run, servers), bench.Terminal.Session, new ConsoleStreams(TextWriter.Synchronized(output), TextWriter.Synchronized(output), input.Reader), stop.Token);
        if (step.Background)
        {
            _background.Add((run, stop));
            return;
        }
        using var _ = stop;
        stop.CancelAfter(TimeSpan.FromSeconds(step.Seconds));
        var code = await run;
        if (code != 0 && !stop.IsCancellationRequested && !step.Run.Contains("--timeout-ms", StringComparison.Ordinal))
            throw new InvalidOperationException($"{step.Run} ended with {code}: {output}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (run, stop) in _background)
        {
            await stop.CancelAsync();
            await run;
            stop.Dispose();
        }
        await bench.DisposeAsync();
    }
}
