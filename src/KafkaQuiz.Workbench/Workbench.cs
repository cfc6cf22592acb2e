using KafkaQuiz.Console;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Practice;

namespace KafkaQuiz.Bench;

/// <summary>
/// What one learner works at: a practice machine with its clusters, and a terminal on it whose tools reach that machine and nothing else. Safe for
/// concurrent use. What it holds is in memory, see <see cref="WorkbenchOptions.MemoryLimit"/>, until it is saved or put to sleep.
/// </summary>
public sealed class Workbench : IAsyncDisposable
{
    /// <summary>What may be done to a broker, as people, forms and the API name it.</summary>
    public static IReadOnlyDictionary<string, BrokerAction> Actions { get; } = new Dictionary<string, BrokerAction>(StringComparer.Ordinal)
    {
        ["start"] = BrokerAction.Start,
        ["stop"] = BrokerAction.Stop,
        ["kill"] = BrokerAction.Kill,
        ["hang"] = BrokerAction.Hang,
        ["slow"] = BrokerAction.Slow,
        ["cut-off"] = BrokerAction.CutOff,
        ["heal"] = BrokerAction.Heal,
    };

    private static readonly TimeSpan UsualSlowness = TimeSpan.FromMilliseconds(500);

    private Workbench(PracticeMachine machine, Func<ConsoleSession, ConsoleTerminal> terminal, WorkbenchOptions options)
    {
        Machine = machine;
        var adapter = new MachineOfConsole(machine);
        Terminal = terminal(new ConsoleSession(ConsoleCluster.On(adapter)) { Machine = adapter, Language = options.Language, Time = machine.Time });
    }

    /// <summary>The computer that servers run on.</summary>
    public PracticeMachine Machine { get; }

    /// <summary>The learner's terminal.</summary>
    public ConsoleTerminal Terminal { get; }

    /// <summary>Its clock: the wall clock plus what it was advanced by.</summary>
    public TimeProvider Time => Machine.Time;

    /// <summary>Makes one; its nodes, if any, serve when this returns.</summary>
    public static async Task<Workbench> StartAsync(WorkbenchOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var nodes = options.Machine ? [] : NodeProperties.Of(options.Brokers, options.LogDirs);
        var bench = new Workbench(new PracticeMachine(MachineOptions(options)), session => Fresh(session, options, nodes), options);
        try
        {
            var id = bench.Machine.NewClusterId();
            foreach (var properties in nodes)
            {
                var formatted = await bench.Machine.FormatAsync(properties, new StorageFormat(id));
                if (formatted.ExitCode != 0) throw new InvalidOperationException(formatted.Output);
            }
            // A voter alone waits for the others: they start together.
            var servers = await Task.WhenAll(nodes.Select(bench.Machine.StartAsync)).WaitAsync(cancel);
            if (servers.FirstOrDefault(server => server.ExitCode is not null) is { } ended) throw new InvalidOperationException(string.Join('\n', ended.Log));
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Saves it as it is; it goes on. Files of before are replaced one by one, each when the new one is whole.</summary>
    /// <param name="path">The machine's file; the terminal's is beside it, named path.terminal. Only their owner may read them.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">They cannot be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancel = default)
    {
        await TerminalFile.WriteAsync(TerminalFile.Of(path), Terminal.Memory, cancel);
        await Machine.SaveAsync(path, cancel);
    }

    /// <summary>Saves it and ends it, as if both were one moment: no client was told of anything that is not saved. It is still to be disposed of.</summary>
    /// <param name="path">As of <see cref="SaveAsync"/>.</param>
    /// <param name="cancel">Ends it; the bench goes on.</param>
    /// <exception cref="IOException">They cannot be written; the bench goes on.</exception>
    public async Task SleepAsync(string path, CancellationToken cancel = default)
    {
        await TerminalFile.WriteAsync(TerminalFile.Of(path), Terminal.Memory, cancel);
        await Machine.SleepAsync(path, cancel);
    }

    /// <summary>Wakes one that was saved: its servers run on at the ports they had, as far as those are free; its terminal shows what it showed. The files stay.</summary>
    /// <param name="path">As of <see cref="SaveAsync"/>.</param>
    /// <param name="options">Time, caps and language; the rest is as it was.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="IOException">There are no such files, they are damaged (<see cref="MachineFileException"/>) or of a newer version.</exception>
    public static async Task<Workbench> WakeAsync(string path, WorkbenchOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var memory = await TerminalFile.ReadAsync(TerminalFile.Of(path), cancel);
        var machine = await PracticeMachine.WakeAsync(path, MachineOptions(options), cancel);
        try
        {
            return new Workbench(machine, session => new ConsoleTerminal(session, memory), options);
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>The cluster that the learner works on: the one whose servers run, the newest of several; null while no server was started.</summary>
    public async Task<PracticeCluster?> ClusterAsync()
    {
        var clusters = await Machine.ClustersAsync();
        if (clusters.Count < 2) return clusters.Count == 0 ? null : clusters[0];
        foreach (var cluster in clusters.Reverse())
        {
            if ((await cluster.LookAsync()).Nodes.Any(node => node.Process == NodeProcess.Running)) return cluster;
        }
        return clusters[^1];
    }

    /// <summary>Real addresses that a client or grader connects to now; null while there are none.</summary>
    /// <param name="named">host:port as the learner's servers are to be called; empty for the brokers of the cluster.</param>
    public async Task<string?> ServersAsync(IReadOnlyList<string> named)
    {
        ArgumentNullException.ThrowIfNull(named);
        if (named.Count == 0) return (await ClusterAsync())?.BootstrapServers is { Length: > 0 } servers ? servers : null;
        var real = new List<string>();
        foreach (var address in named)
        {
            var colon = address.LastIndexOf(':');
            if (colon > 0 && int.TryParse(address.AsSpan(colon + 1), out var port) && await Machine.ResolveAsync(address[..colon], port) is { } found) real.Add(found);
        }
        return real.Count == 0 ? null : string.Join(',', real);
    }

    /// <summary>The real address of a listener on the machine; null where nothing listens. A grader's <see cref="ClusterTarget.Where"/>.</summary>
    public async Task<HostPort?> WhereAsync(HostPort advertised)
    {
        ArgumentNullException.ThrowIfNull(advertised);
        return await Machine.ResolveAsync(advertised.Host, advertised.Port) is { } real && HostPort.TryParse(real, out var parsed) ? parsed : null;
    }

    /// <summary>Does something to a broker, as the buttons of a lab's page and the steps of a lab do.</summary>
    /// <param name="action">What is done.</param>
    /// <param name="broker">Node id.</param>
    /// <param name="delay">How late a slow one is. Default 500 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public async Task ActAsync(BrokerAction action, int broker, TimeSpan? delay = null)
    {
        var cluster = await ClusterAsync() ?? throw new ArgumentOutOfRangeException(nameof(broker), broker, "No server was started yet.");
        switch (action)
        {
            case BrokerAction.Stop: await cluster.StopBrokerAsync(broker); break;
            case BrokerAction.Kill: await cluster.KillBrokerAsync(broker); break;
            case BrokerAction.Start: await cluster.StartBrokerAsync(broker); break;
            case BrokerAction.Hang: await cluster.HangBrokerAsync(broker); break;
            case BrokerAction.Slow: await cluster.SlowBrokerAsync(broker, delay ?? UsualSlowness); break;
            case BrokerAction.CutOff: await cluster.CutOffBrokerAsync(broker); break;
            case BrokerAction.Heal:
                await cluster.HealBrokerAsync(broker);
                await cluster.SlowBrokerAsync(broker, TimeSpan.Zero);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(action), action, null);
        }
    }

    private static PracticeMachineOptions MachineOptions(WorkbenchOptions options) =>
        new() { Time = options.Time, MemoryLimit = options.MemoryLimit, Shared = options.Shared, WorkingDirectory = VirtualFiles.Home };

    private static ConsoleTerminal Fresh(ConsoleSession session, WorkbenchOptions options, IReadOnlyList<string> nodes)
    {
        if (options.Machine) KafkaConfigFiles.AddTo(session.Files);
        for (var i = 0; i < nodes.Count; i++) session.Files.Write(NodeProperties.PathOf(i + 1), nodes[i]);
        return new ConsoleTerminal(session);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Terminal.DisposeAsync();
        }
        finally
        {
            await Machine.DisposeAsync();
        }
    }
}
