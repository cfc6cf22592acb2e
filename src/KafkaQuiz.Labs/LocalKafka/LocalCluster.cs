using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>
/// A throw-away KRaft cluster of one or more combined nodes on free loopback ports, started from a <see cref="KafkaHome"/>.
/// Authors replay labs on it (<c>./kafkaquiz lab test</c>), tests run against it. Its processes end with this process.
/// </summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);
    private readonly string _directory;
    private readonly List<KafkaNode> _nodes = [];

    private LocalCluster(string directory) => _directory = directory;

    /// <summary>Host and port of every broker, comma-separated.</summary>
    public string BootstrapServers { get; private set; } = "";

    /// <summary>How many brokers the cluster was started with.</summary>
    public int Brokers { get; private set; }

    /// <summary>Formats storage, starts <paramref name="brokers"/> nodes and waits until all serve. A port lost to another process is drawn again, up to three times.</summary>
    public static async Task<LocalCluster> StartAsync(KafkaHome home, int brokers, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var cluster = new LocalCluster(Directory.CreateTempSubdirectory("kafkaquiz-kafka-").FullName);
            try
            {
                await cluster.StartNodesAsync(home, brokers, cancel);
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

    private async Task StartNodesAsync(KafkaHome home, int brokers, CancellationToken cancel)
    {
        var ports = FreePorts(brokers * 2);
        var files = new List<string>();
        for (var node = 1; node <= brokers; node++)
        {
            var file = Path.Combine(_directory, $"node-{node}.properties");
            await File.WriteAllTextAsync(file, Properties(node, ports, brokers), cancel);
            files.Add(file);
        }
        await FormatAsync(home, files, cancel);
        _nodes.AddRange(files.Select((file, index) => KafkaNode.Start(index + 1, home, file)));
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
            log.dirs={Path.Combine(_directory, $"node-{node}")}
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
            """;
    }

    /// <summary>Formats the first node with Kafka's tool; the others take its bootstrap snapshot and their own identity, which saves a JVM each.</summary>
    private async Task FormatAsync(KafkaHome home, List<string> files, CancellationToken cancel)
    {
        var cluster = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');
        var info = new ProcessStartInfo(home.Tool("kafka-storage")!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "format", "-t", cluster, "-c", files[0] }) info.ArgumentList.Add(argument);
        using var format = Process.Start(info)!;
        var output = format.StandardOutput.ReadToEndAsync(cancel);
        var errors = await format.StandardError.ReadToEndAsync(cancel);
        await format.WaitForExitAsync(cancel);
        if (format.ExitCode != 0) throw new InvalidOperationException($"kafka-storage format failed:\n{await output}{errors}");

        var first = Path.Combine(_directory, "node-1");
        for (var node = 2; node <= files.Count; node++)
        {
            var directory = Directory.CreateDirectory(Path.Combine(_directory, $"node-{node}")).FullName;
            File.Copy(Path.Combine(first, "bootstrap.checkpoint"), Path.Combine(directory, "bootstrap.checkpoint"));
            var identity = Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace('+', 'A').Replace('/', 'B');
            var lines = (await File.ReadAllLinesAsync(Path.Combine(first, "meta.properties"), cancel)).Select(line =>
                line.StartsWith("node.id=", StringComparison.Ordinal) ? "node.id=" + node.ToString(CultureInfo.InvariantCulture)
                : line.StartsWith("directory.id=", StringComparison.Ordinal) ? "directory.id=" + identity
                : line);
            await File.WriteAllLinesAsync(Path.Combine(directory, "meta.properties"), lines, cancel);
        }
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        foreach (var listener in listeners) listener.Start();
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners) listener.Stop();
        return ports;
    }
}
