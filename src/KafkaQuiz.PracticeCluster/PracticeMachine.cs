using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Servers;
using KafkaQuiz.Practice.Sleep;

namespace KafkaQuiz.Practice;

/// <summary>
/// A computer on which a learner runs Kafka servers from server.properties texts: kafka-storage.sh format, kafka-server-start.sh, kill. Nodes with the
/// same cluster id and voters are one cluster, so it holds none, one or several. Nothing is written to any file but what <see cref="SaveAsync"/> saves. Safe for concurrent use.
/// </summary>
public sealed class PracticeMachine : IAsyncDisposable
{
    private readonly Machine _machine;
    private readonly ServerLauncher _launcher;
    private readonly Dictionary<ClusterState, PracticeCluster> _clusters = [];

    public PracticeMachine(PracticeMachineOptions? options = null)
    {
        options ??= new PracticeMachineOptions();
        _machine = new Machine(options.Time, options.Seed, options.MemoryLimit, options.MaxRequestSize, options.Shared)
        {
            RegistersAtOnce = options.RegistersAtOnce,
            HostNames = [.. options.HostNames],
            BindsNamedPorts = options.BindsNamedPorts,
        };
        _launcher = new ServerLauncher(_machine, new Disk(options.WorkingDirectory));
    }

    /// <summary>The machine's clock: the wall clock plus what it was advanced by.</summary>
    public TimeProvider Time => _machine.Time;

    /// <summary>A bug that a request ran into, if any.</summary>
    public Exception? LastFault => _machine.LastFault ?? _machine.Loop.LastFault;

    /// <summary>Every process that was ever started, in that order.</summary>
    public IReadOnlyList<PracticeServer> Servers => _launcher.Servers;

    /// <summary>A new cluster id, as `kafka-storage.sh random-uuid` makes them.</summary>
    public string NewClusterId() => KafkaId.Show(_machine.NewId());

    internal Machine Machine => _machine;

    /// <summary>`kafka-storage.sh format` with a server.properties.</summary>
    public Task<ScriptResult> FormatAsync(string properties, StorageFormat options) => ScriptAsync(properties, config =>
    {
        return _machine.Loop.RunAsync(() => ValueTask.FromResult(new ScriptResult(0, FormatCommand.Run(_launcher.Disk, config, options, _machine.NewId))));
    });

    /// <summary>`kafka-storage.sh info` with a server.properties.</summary>
    public Task<ScriptResult> StorageInfoAsync(string properties) => ScriptAsync(properties, config =>
    {
        return _machine.Loop.RunAsync(() => ValueTask.FromResult(InfoCommand.Run(_launcher.Disk, config)));
    });

    /// <summary>What is in a directory by name, null for a directory; null when there is nothing. Of a log directory its meta.properties.</summary>
    public Task<IReadOnlyDictionary<string, string?>?> ListAsync(string path) => _machine.Loop.RunAsync(() => ValueTask.FromResult(_launcher.Disk.List(path)));

    /// <summary>Whether a host's name means this machine.</summary>
    public bool IsHere(string host) => _machine.IsHere(host);

    /// <summary>`rm -r`: what the directory held is lost to nodes that start from now on.</summary>
    public Task DeleteDirectoryAsync(string path) => _machine.Loop.RunAsync(() => _launcher.Disk.Delete(path));

    /// <summary>
    /// `kafka-server-start.sh` with a server.properties. It returns when the process is up or has failed. A broker takes clients once it is
    /// registered, as in <see cref="PracticeCluster.StartBrokerAsync"/>; its <see cref="PracticeServer.Log"/> says when.
    /// </summary>
    /// <returns>The process; when it did not get so far, one that has ended, with its reason as the end of its log.</returns>
    public Task<PracticeServer> StartAsync(string properties) => _launcher.StartAsync(properties);

    /// <summary>SIGTERM: a clean shutdown. Nothing happens to a process that has ended.</summary>
    public Task StopAsync(PracticeServer server) => EndAsync(server, NodeProcess.Stopped);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(PracticeServer server) => EndAsync(server, NodeProcess.Killed);

    /// <summary>SIGSTOP.</summary>
    public Task HangAsync(PracticeServer server) => OnLoopAsync(server, node => node.Cluster.Registry.Hung(node));

    /// <summary>SIGCONT.</summary>
    public Task ResumeAsync(PracticeServer server) => OnLoopAsync(server, node =>
    {
        if (node.Process == NodeProcess.Hung)
            node.Cluster.Registry.Up(node);
    });

    /// <summary>See <see cref="PracticeCluster.CutOffBrokerAsync"/>.</summary>
    public Task CutOffAsync(PracticeServer server, bool fromClients = false) => OnLoopAsync(server, node => NetworkCut.Cut(node, fromClients));

    /// <summary>See <see cref="PracticeCluster.HealBrokerAsync"/>.</summary>
    public Task HealAsync(PracticeServer server) => OnLoopAsync(server, NetworkCut.Heal);

    /// <summary>The clusters that there are, in the order in which they began: one as soon as one of its nodes has started.</summary>
    public Task<IReadOnlyList<PracticeCluster>> ClustersAsync() => _machine.Loop.RunAsync(() =>
    {
        var clusters = _machine.Clusters.Where(c => c.Quorum.Voters.Count > 0).Select(state =>
        {
            if (!_clusters.TryGetValue(state, out var cluster))
                _clusters.Add(state, cluster = _clusters.FirstOrDefault(c => c.Key.Current == state).Value ?? new PracticeCluster(state, this));
            return cluster;
        }).ToList();
        return ValueTask.FromResult<IReadOnlyList<PracticeCluster>>(clusters);
    });

    /// <summary>The real address, "127.0.0.1:port", of what the learner calls host:port; null when that leads to no listener of this machine.</summary>
    public Task<string?> ResolveAsync(string host, int port) =>
        _machine.Loop.RunAsync(() => ValueTask.FromResult(_machine.IsHere(host) && _machine.Ports.TryGetValue(port, out var real) ? $"127.0.0.1:{real}" : null));

    /// <summary>Whether a real port is one of this machine's listeners, open or kept for a node that is down.</summary>
    public bool HasPort(int realPort) => _machine.Ports.Values.Contains(realPort);

    /// <summary>As <see cref="PracticeCluster.WaitForChangeAsync"/>, and for processes and clusters that come and go.</summary>
    public Task<long> WaitForChangeAsync(long since, CancellationToken cancel) => _machine.WaitForChangeAsync(since, cancel);

    /// <summary>Lets virtual time pass at once in all clusters; every timer on the way fires in order.</summary>
    public Task AdvanceAsync(TimeSpan span) => _machine.Loop.RunAsync(async () =>
    {
        ObjectDisposedException.ThrowIf(_machine.IsAsleep, this);
        await _machine.Timers.AdvanceAsync(span);
        return 0;
    });

    /// <summary>
    /// Saves the machine as it is: it goes on, and may be disposed of. What was in the file before stays there until the new one is whole on the disk. Consumers'
    /// and producers' connections are not saved: groups wake without members, as after their sessions.
    /// </summary>
    /// <param name="path">The file; beside it one named path.tmp is written first. It holds all that learners wrote: only its owner may read it.</param>
    /// <param name="cancel">Ends it; an older file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancel = default) => await SleepFile.WriteAsync(path, await ArchiveAsync(), cancel);

    /// <summary>
    /// As <see cref="SaveAsync"/>, and ends the machine in the same moment: no client was told of anything that is not in the file. It may still be disposed of.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="cancel">Ends the writing: as when it fails.</param>
    /// <exception cref="IOException">The file cannot be written: the machine goes on; connections that asked meanwhile were closed.</exception>
    public Task SleepAsync(string path, CancellationToken cancel = default) =>
        _machine.SleepAsync(Archive, archive => SleepFile.WriteAsync(path, archive, cancel));

    /// <summary>
    /// Wakes a machine that was saved: the same processes run on, with the ports of their properties, on the real ones they had or, where those are taken, others. Time has passed
    /// meanwhile: what retention counts by is due, while sessions and timeouts that were running start anew.
    /// </summary>
    /// <param name="path">The file, which stays as it is.</param>
    /// <param name="options">As the machine had them; the seed begins anew.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="MachineFileException">It is damaged, no such file, or of a newer version.</exception>
    /// <exception cref="Network.PortUnavailableException">A port that was asked for by <see cref="PracticeMachineOptions.BindsNamedPorts"/> is taken.</exception>
    public static async Task<PracticeMachine> WakeAsync(string path, PracticeMachineOptions? options = null, CancellationToken cancel = default)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        return await WakeAsync(await SleepFile.ReadAsync(file, cancel), options);
    }

    /// <summary>What is saved of it.</summary>
    internal Task<SleepArchive> ArchiveAsync() => _machine.OneAtATimeAsync(() => _machine.Loop.RunAsync(() => ValueTask.FromResult(Archive())));

    private SleepArchive Archive()
    {
        var archive = new SleepArchive();
        SleepOfMachine.Exchange(archive, _machine, _launcher);
        return archive;
    }

    internal static async Task<PracticeMachine> WakeAsync(SleepArchive archive, PracticeMachineOptions? options)
    {
        var machine = new PracticeMachine(options);
        try
        {
            await machine._machine.Loop.RunAsync(() => Waking.Run(archive, machine._machine, machine._launcher));
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    private async Task<ScriptResult> ScriptAsync(string properties, Func<ServerConfig, Task<ScriptResult>> script)
    {
        var warnings = new List<string>();
        ScriptResult result;
        try
        {
            result = await script(ServerConfig.Of(properties, warnings));
        }
        catch (KafkaFault fault)
        {
            result = new(1, fault.IsTerse ? fault.Message + "\n" : $"Exception in thread \"main\" {fault.Trace}");
        }
        return result with { Output = string.Concat(warnings.Select(w => PracticeServer.Line(Time.GetUtcNow(), "WARN", w) + "\n")) + result.Output };
    }

    private Task EndAsync(PracticeServer server, NodeProcess how) => server.ExitCode is null ? _machine.EndAsync(server.Node, how) : Task.CompletedTask;

    private Task OnLoopAsync(PracticeServer server, Action<Node> work) => _machine.Loop.RunAsync(() =>
    {
        ObjectDisposedException.ThrowIf(_machine.IsAsleep, this);
        if (server.ExitCode is null)
            work(server.Node);
    });
}
