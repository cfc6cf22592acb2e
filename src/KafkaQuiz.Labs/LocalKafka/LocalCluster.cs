using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Confluent.Kafka;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>
/// A throw-away KRaft cluster of one or more combined nodes on free loopback ports, started from a <see cref="KafkaHome"/>.
/// Authors replay labs on it (<c>./kafkaquiz lab test</c>), tests run against it. Its processes end with this process.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly string _directory;
    private readonly KafkaHome _home;
    private readonly int _logDirs;
    private readonly IReadOnlyDictionary<string, string> _configs;
    private readonly List<KafkaNode> _nodes = [];

    private LocalCluster(string directory, KafkaHome home, int logDirs, IReadOnlyDictionary<string, string> configs) => (_directory, _home, _logDirs, _configs) = (directory, home, logDirs, configs);

    /// <summary>Host and port of every broker, comma-separated.</summary>
    public string BootstrapServers { get; private set; } = "";

    /// <summary>How many brokers the cluster was started with.</summary>
    public int Brokers { get; private set; }

    /// <summary>Formats storage, starts <paramref name="brokers"/> nodes and waits until all serve. A port lost to another process is drawn again, up to three times.</summary>
    public static Task<LocalCluster> StartAsync(KafkaHome home, int brokers, CancellationToken cancel = default) => StartAsync(home, brokers, 1, cancel);

    /// <summary>The same with so many log directories a broker.</summary>
    public static Task<LocalCluster> StartAsync(KafkaHome home, int brokers, int logDirs, CancellationToken cancel = default) =>
        StartAsync(home, brokers, logDirs, new Dictionary<string, string>(), cancel);

    /// <summary>The same with configs of the caller's in every node's server.properties, over those that are set here.</summary>
    public static async Task<LocalCluster> StartAsync(KafkaHome home, int brokers, int logDirs, IReadOnlyDictionary<string, string> configs, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new LocalCluster(Directory.CreateTempSubdirectory("kafkaquiz-kafka-").FullName, home, logDirs, configs);
            try
            {
                await cluster.StartNodesAsync(brokers, cancel);
                return cluster;
            }
            catch (InvalidOperationException fault) when (attempt < 3 && fault.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                await cluster.DisposeAsync();
            }
            catch
            {
                await cluster.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Kills a node at once, as a crash does; its data stay.</summary>
    public void Kill(int node)
    {
        var process = _nodes.Single(running => running.Id == node);
        _nodes.Remove(process);
        process.Dispose();
    }

    /// <summary>Kills the brokers and removes their data.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        _nodes.Clear();
        try
        {
            Directory.Delete(_directory, recursive: true);
        }
        catch (IOException)
        {
            // A broker that is still going down may write once more; the temp folder is the machine's to clean then.
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Sends a node a signal by name: TERM, KILL, STOP, CONT.</summary>
    /// <param name="id">1 to <see cref="Brokers"/>. Nothing happens to one that has ended.</param>
    public Task SignalAsync(int id, string signal, CancellationToken cancel = default)
    {
        var node = _nodes.Single(node => node.Id == id);
        return node.HasEnded ? Task.CompletedTask : node.SignalAsync(signal, cancel);
    }

    /// <summary>Starts a node that has ended, with its data; returns once it serves. Nothing happens to one that runs.</summary>
    public async Task RestartAsync(int id, CancellationToken cancel = default)
    {
        var at = _nodes.FindIndex(node => node.Id == id);
        if (!_nodes[at].HasEnded) return;
        _nodes[at].Dispose();
        _nodes[at] = KafkaNode.Start(id, _home, _nodes[at].Properties);
        // Without a majority of controllers a node comes up and does not serve yet: whoever waits for it to serve asks the cluster.
        await Task.Yield();
    }

    /// <summary>Waits until every broker is there and every replica in sync.</summary>
    /// <exception cref="TimeoutException">They are not, after 90 s.</exception>
    public async Task WaitUntilWholeAsync(CancellationToken cancel = default)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).SetLogHandler((_, _) => { }).Build();
        while (await Task.Run(() => Missing(admin), cancel) is { } missing)
        {
            if (TimeProvider.System.GetElapsedTime(began) > StartLimit) throw new TimeoutException($"The cluster of {Brokers} is not whole after {StartLimit.TotalSeconds:0} s: {missing}.");
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancel);
        }
    }

    /// <summary>Deletes all topics but Kafka's own.</summary>
    /// <exception cref="KafkaException">They cannot be deleted.</exception>
    public async Task DeleteTopicsAsync()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = BootstrapServers }).SetLogHandler((_, _) => { }).Build();
        var topics = await Task.Run(() => admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(topic => topic.Topic).Where(topic => !topic.StartsWith("__", StringComparison.Ordinal)).ToList());
        if (topics.Count > 0) await admin.DeleteTopicsAsync(topics);
    }

    /// <summary>Removes what was set of brokers while they ran, of one of them or as the cluster's default.</summary>
    /// <exception cref="KafkaException">The cluster refuses.</exception>
    public async Task ResetConfigsAsync(CancellationToken cancel = default)
    {
        const sbyte Broker = 4, OfBroker = 2, Default = 3;
        foreach (var (address, id) in BootstrapServers.Split(',').Select((address, at) => (IPEndPoint.Parse(address), at + 1)))
        {
            // Each answers for itself, any for the default.
            await using var connection = await KafkaConnection.OpenAsync(address, new KafkaClientOptions(), cancel);
            var own = id.ToString(CultureInfo.InvariantCulture);
            string[] names = id == 1 ? [own, ""] : [own];
            var set = await connection.SendAsync(new DescribeConfigsRequest { Resources = [.. names.Select(name => new DescribeConfigsRequest.DescribeConfigsResource { ResourceType = Broker, ResourceName = name, ConfigurationKeys = null })] }, null, cancel);
            var remove = new IncrementalAlterConfigsRequest
            {
                Resources = [.. set.Results.Select(result => new IncrementalAlterConfigsRequest.AlterConfigsResource
                {
                    ResourceType = Broker,
                    ResourceName = result.ResourceName,
                    Configs = [.. result.Configs.Where(config => config.ConfigSource == (result.ResourceName.Length == 0 ? Default : OfBroker)).Select(Unset)],
                }).Where(resource => resource.Configs.Count > 0)],
            };
            if (remove.Resources.Count == 0) continue;
            if ((await connection.SendAsync(remove, null, cancel)).Responses.FirstOrDefault(response => response.ErrorCode != Protocol.ErrorCode.None) is { } refused)
                throw new KafkaException(new Error((ErrorCode)refused.ErrorCode, refused.ErrorMessage));
        }

        // KIP-966: with eligible leader replicas the cluster's min.insync.replicas is set from its beginning, and cannot be removed.
        static IncrementalAlterConfigsRequest.AlterableConfig Unset(DescribeConfigsResponse.DescribeConfigsResourceResult config) =>
            config.Name == "min.insync.replicas" ? new() { Name = config.Name, ConfigOperation = 0, Value = "1" } : new() { Name = config.Name, ConfigOperation = 1 };
    }

    /// <summary>What is not there; null where all is.</summary>
    private string? Missing(IAdminClient admin)
    {
        try
        {
            var metadata = admin.GetMetadata(TimeSpan.FromSeconds(5));
            if (metadata.Brokers.Count != Brokers) return $"brokers {string.Join(", ", metadata.Brokers.Select(broker => broker.BrokerId).Order())} are up";
            return metadata.Topics.SelectMany(topic => topic.Partitions.Where(p => p.Leader < 0 || p.InSyncReplicas.Length != p.Replicas.Length)
                .Select(p => $"{topic.Topic}-{p.PartitionId} has leader {p.Leader}, replicas {string.Join(',', p.Replicas)}, in sync {string.Join(',', p.InSyncReplicas)}")).FirstOrDefault();
        }
        catch (KafkaException fault)
        {
            return fault.Error.Reason;
        }
    }

    private async Task StartNodesAsync(int brokers, CancellationToken cancel)
    {
        var ports = FreePorts(brokers * 2);
        var files = new List<string>();
        for (var node = 1; node <= brokers; node++)
        {
            var file = Path.Combine(_directory, $"node-{node}.properties");
            await File.WriteAllTextAsync(file, Properties(node, ports, brokers), cancel);
            files.Add(file);
        }
        await FormatAsync(files, cancel);
        _nodes.AddRange(files.Select((file, index) => KafkaNode.Start(index + 1, _home, file)));
        await Task.WhenAll(_nodes.Select(node => node.WaitUntilServingAsync(StartLimit, cancel)));
        BootstrapServers = string.Join(',', ports.Take(brokers).Select(port => $"127.0.0.1:{port}"));
        Brokers = brokers;
    }

    private string Properties(int node, int[] ports, int brokers)
    {
        var voters = string.Join(',', Enumerable.Range(1, brokers).Select(n => $"{n}@127.0.0.1:{ports[brokers + n - 1]}"));
        var internalReplicas = Math.Min(3, brokers);
        return $"""
            process.roles=broker,controller
            node.id={node}
            controller.quorum.voters={voters}
            listeners=PLAINTEXT://127.0.0.1:{ports[node - 1]},CONTROLLER://127.0.0.1:{ports[brokers + node - 1]}
            advertised.listeners=PLAINTEXT://127.0.0.1:{ports[node - 1]}
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
            log.dirs={string.Join(',', Enumerable.Range(0, _logDirs).Select(dir => LogDir(node, dir)))}
            log.retention.check.interval.ms=500
            broker.session.timeout.ms=3000
            replica.lag.time.max.ms=4000
            auto.leader.rebalance.enable=false
            num.partitions=1
            default.replication.factor=1
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor={internalReplicas}
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor={internalReplicas}
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.num.partitions=1
            share.coordinator.state.topic.replication.factor={internalReplicas}
            share.coordinator.state.topic.min.isr=1
            group.initial.rebalance.delay.ms=0
            group.min.session.timeout.ms=1000
            log.cleaner.dedupe.buffer.size=10485760
            {string.Join('\n', _configs.Select(config => $"{config.Key}={config.Value}"))}
            """;
    }

    /// <summary>Formats the first node with Kafka's tool; the others take its bootstrap snapshot and their own identity, which saves a JVM each.</summary>
    private async Task FormatAsync(List<string> files, CancellationToken cancel)
    {
        var cluster = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');
        var info = new ProcessStartInfo(_home.Tool("kafka-storage")!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "format", "-t", cluster, "-c", files[0] }) info.ArgumentList.Add(argument);
        using var format = Process.Start(info)!;
        var output = format.StandardOutput.ReadToEndAsync(cancel);
        var errors = await format.StandardError.ReadToEndAsync(cancel);
        await format.WaitForExitAsync(cancel);
        if (format.ExitCode != 0) throw new InvalidOperationException($"kafka-storage format failed:\n{await output}{errors}");

        for (var at = _logDirs; at < files.Count * _logDirs; at++)
        {
            var (node, dir) = ((at / _logDirs) + 1, at % _logDirs);
            var first = LogDir(1, dir);
            var directory = Directory.CreateDirectory(LogDir(node, dir)).FullName;
            if (File.Exists(Path.Combine(first, "bootstrap.checkpoint")))
                File.Copy(Path.Combine(first, "bootstrap.checkpoint"), Path.Combine(directory, "bootstrap.checkpoint"));
            var identity = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');
            var lines = (await File.ReadAllLinesAsync(Path.Combine(first, "meta.properties"), cancel)).Select(line =>
                line.StartsWith("node.id=", StringComparison.Ordinal) ? "node.id=" + node.ToString(CultureInfo.InvariantCulture)
                : line.StartsWith("directory.id=", StringComparison.Ordinal) ? "directory.id=" + identity
                : line);
            await File.WriteAllLinesAsync(Path.Combine(directory, "meta.properties"), lines, cancel);
        }
    }

    private string LogDir(int node, int dir) => Path.Combine(_directory, dir == 0 ? $"node-{node}" : $"node-{node}-{(char)('a' + dir)}");

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
