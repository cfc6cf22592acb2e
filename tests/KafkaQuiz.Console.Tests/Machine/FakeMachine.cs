using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace KafkaQuiz.Console.Tests.Machine;

/// <summary>A machine that runs nothing: it keeps what it was asked, and its servers log what they are told.</summary>
internal sealed class FakeMachine : IConsoleMachine
{
    private readonly ConcurrentDictionary<int, FakeServer> _servers = new();
    private int _nextProcess = 4000;

    /// <summary>What was asked, such as "start 1", "Kill 4001", "delete /var/lib/kafka".</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The options of the last format.</summary>
    public MachineFormat? Format { get; private set; }

    /// <summary>What kafka-storage answers.</summary>
    public MachineResult Result { get; set; } = new(0, "formatted\n", "");

    /// <summary>A server ends at once with this exit code.</summary>
    public int? Fails { get; set; }

    /// <summary>The machine's directories.</summary>
    public ConcurrentDictionary<string, IReadOnlyDictionary<string, string?>> Folders { get; } = new();

    public IReadOnlyList<IMachineServer> Servers => [.. _servers.Values.Where(s => s.ExitCode is null).OrderBy(s => s.ProcessId)];

    public Task<MachineResult> FormatAsync(string properties, MachineFormat options, CancellationToken cancel)
    {
        Asked.Enqueue("format " + NodeId(properties));
        Format = options;
        return Task.FromResult(Result);
    }

    public Task<MachineResult> StorageInfoAsync(string properties, CancellationToken cancel)
    {
        Asked.Enqueue("info " + NodeId(properties));
        return Task.FromResult(Result);
    }

    public Task<IMachineServer> StartAsync(string properties, CancellationToken cancel)
    {
        Asked.Enqueue("start " + NodeId(properties));
        var server = new FakeServer(Interlocked.Increment(ref _nextProcess), properties);
        server.Log("Kafka Server started");
        if (Fails is { } code)
            server.End(code, "Exiting Kafka due to fatal exception");
        _servers[server.ProcessId] = server;
        return Task.FromResult<IMachineServer>(server);
    }

    public Task<bool> SignalAsync(int processId, MachineSignal signal, CancellationToken cancel)
    {
        if (!_servers.TryGetValue(processId, out var server) || server.ExitCode is not null)
            return Task.FromResult(false);
        if (signal is MachineSignal.Stop or MachineSignal.Continue)
            server.IsHung = signal == MachineSignal.Stop;
        else if (signal == MachineSignal.Kill)
            server.End(137, null);
        else
            server.End(143, "Kafka Server stopped");
        Asked.Enqueue($"{signal} {processId}");
        return Task.FromResult(true);
    }

    public Task<IReadOnlyDictionary<string, string?>?> ListAsync(string path, CancellationToken cancel) => Task.FromResult(Folders.GetValueOrDefault(path));

    public Task DeleteAsync(string path, CancellationToken cancel)
    {
        Asked.Enqueue("delete " + path);
        Folders.TryRemove(path, out _);
        return Task.CompletedTask;
    }

    public bool IsHere(string host) => host == "localhost";

    public Task<string?> ResolveAsync(string host, int port, CancellationToken cancel) => Task.FromResult<string?>(null);

    private static string NodeId(string properties) => properties.Split('\n').Last(l => l.StartsWith("node.id=", StringComparison.Ordinal))["node.id=".Length..];

    private sealed class FakeServer(int processId, string properties) : IMachineServer
    {
        private readonly Channel<string> _log = Channel.CreateUnbounded<string>();

        public int ProcessId { get; } = processId;

        public string Properties { get; } = properties;

        public bool IsHung { get; set; }

        public int? ExitCode { get; private set; }

        public void Log(string line) => _log.Writer.TryWrite($"[2026-01-01 00:00:00,000] INFO {line} (kafka.Kafka)");

        public void End(int code, string? line)
        {
            if (line is not null)
                Log(line);
            ExitCode = code;
            _log.Writer.TryComplete();
        }

        public async IAsyncEnumerable<string> ReadLogAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            await foreach (var line in _log.Reader.ReadAllAsync(cancel))
                yield return line;
        }
    }
}
