using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using KafkaQuiz.Differential.Tests.Clusters;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Differential.Tests.Recording;

/// <summary>One run of a scenario on one cluster: sends requests, records each answer whole, and acts on brokers.</summary>
internal sealed class Conversation(IDifferentialCluster cluster, Symbols symbols, string scenario) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<(int Broker, string Over), KafkaConnection> _connections = [];
    private readonly Dictionary<int, string> _roles = [];
    private readonly List<Step> _steps = [];

    public IReadOnlyList<Step> Steps => _steps;

    public IDifferentialCluster Cluster => cluster;

    public Symbols Symbols => symbols;

    /// <summary>A name of the scenario's own, the same on both clusters: for topics, groups, transactional ids.</summary>
    public string Own(string name) => $"{scenario}-{name}";

    /// <summary>What a broker is called in steps where chance decides which one it is.</summary>
    public void Call(int broker, string role) => _roles[broker] = role;

    /// <summary>Sends a request and records the whole answer; a connection that is closed instead is an answer too.</summary>
    /// <param name="request">The request.</param>
    /// <param name="broker">Whom to ask.</param>
    /// <param name="version">Of the API; by default the highest that both sides have.</param>
    /// <param name="over">Names a connection of its own: requests of one connection are answered in turn.</param>
    /// <param name="own">Takes out of the answer what other scenarios left in the cluster.</param>
    /// <param name="patience">After which "none" is the answer, for requests that are never answered.</param>
    public async Task<TResponse?> AskAsync<TResponse>(IRequest<TResponse> request, int broker = 1, short? version = null, string over = "", Action<TResponse>? own = null, TimeSpan? patience = null)
        where TResponse : class, IResponse
    {
        TResponse? answer = null;
        version ??= await VersionAsync(request.ApiKey, broker, version, over);
        try
        {
            answer = await QuietlyAsync(request, broker, version, over).WaitAsync(patience ?? Timeout.InfiniteTimeSpan);
            own?.Invoke(answer);
            Record(Label(request.ApiKey, version.Value, broker), answer);
        }
        catch (KafkaClientException fault) when (fault.Fault == KafkaClientFault.Closed)
        {
            _steps.Add(new(Label(request.ApiKey, version.Value, broker), new(StringComparer.Ordinal) { ["Connection"] = "closed" }));
        }
        catch (TimeoutException) when (patience is not null)
        {
            _steps.Add(new(Label(request.ApiKey, version.Value, broker), new(StringComparer.Ordinal) { ["Answer"] = "none" }));
            if (_connections.Remove((broker, over), out var connection))
                await connection.DisposeAsync();
        }
        return answer;
    }

    /// <summary>The same, again and again until the answer is as wanted; that one is recorded.</summary>
    public async Task<TResponse> AskUntilAsync<TResponse>(IRequest<TResponse> request, Func<TResponse, bool> wanted, int broker = 1, short? version = null, string over = "", Action<TResponse>? own = null)
        where TResponse : class, IResponse
    {
        var answer = await UntilAsync(request, wanted, broker, version, over);
        own?.Invoke(answer);
        Record(Label(request.ApiKey, await VersionAsync(request.ApiKey, broker, version, over), broker), answer);
        return answer;
    }

    /// <summary>Sends the header of a request in a version that nobody has, and nothing else, and records the bytes of the answer, or that there is none.</summary>
    public async Task AskBareAsync(short api, short version)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(cluster.Address(1));
        byte[] frame = [0, 0, 0, 11, (byte)(api >> 8), (byte)api, (byte)(version >> 8), (byte)version, 0, 0, 0, 7, 0, 0, 0];
        await socket.SendAsync(frame);
        using var patience = new CancellationTokenSource(Patience);
        var answer = new byte[4096];
        var read = 0;
        try
        {
            while (await socket.ReceiveAsync(answer.AsMemory(read), patience.Token) is > 0 and var more && (read += more) < 4 + BinaryPrimitives.ReadInt32BigEndian(answer))
                continue;
        }
        catch (SocketException)
        {
            read = 0;
        }
        _steps.Add(new($"#{Number(_steps.Count + 1)} API {Number(api)} v{Number(version)}", new(StringComparer.Ordinal) { ["Answer"] = read == 0 ? "closed" : Convert.ToHexString(answer.AsSpan(0, read)) }));
    }

    /// <summary>Sends a request whose answer is not compared.</summary>
    public async Task<TResponse> QuietlyAsync<TResponse>(IRequest<TResponse> request, int broker = 1, short? version = null, string over = "")
        where TResponse : class, IResponse
    {
        var connection = await ConnectAsync(broker, over);
        try
        {
            return await connection.SendAsync(request, version);
        }
        catch (KafkaClientException)
        {
            _connections.Remove((broker, over));
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a request until its answer is as wanted; a broker that cannot be reached is asked again too.</summary>
    public async Task<TResponse> UntilAsync<TResponse>(IRequest<TResponse> request, Func<TResponse, bool> wanted, int broker = 1, short? version = null, string over = "")
        where TResponse : class, IResponse
    {
        var since = Stopwatch.StartNew();
        object? last = null;
        while (since.Elapsed < Patience)
        {
            try
            {
                var answer = await QuietlyAsync(request, broker, version, over);
                if (wanted(answer))
                    return answer;
                last = answer;
            }
            catch (KafkaClientException fault)
            {
                last = fault;
            }
            await cluster.PassAsync(Look);
        }
        var seen = last is IResponse response ? string.Join('\n', new FieldReader(symbols).Read(response).Select(f => $"{f.Key} = {f.Value}")) : last?.ToString();
        throw new TimeoutException($"{cluster.Name}: {request.ApiKey} at broker {broker} was never answered as the scenario expects. The last answer:\n{seen}");
    }

    /// <summary>Records anything else that the scenario found out: what a client returned.</summary>
    public void Record(string label, object answer) => _steps.Add(new(label.StartsWith('#') ? label : $"#{Number(_steps.Count + 1)} {label}", new FieldReader(symbols).Read(answer)));

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
    }

    private async Task<KafkaConnection> ConnectAsync(int broker, string over)
    {
        if (_connections.TryGetValue((broker, over), out var open))
            return open;
        return _connections[(broker, over)] = await KafkaConnection.OpenAsync(cluster.Address(broker), new() { Timeout = Patience, ClientId = "differential" });
    }

    private async Task<short> VersionAsync(ApiKey api, int broker, short? version, string over) => version ?? (await ConnectAsync(broker, over)).CommonRange(api)?.Max ?? -1;

    private string Label(ApiKey api, short version, int broker) => $"#{Number(_steps.Count + 1)} {api} v{Number(version)} to {_roles.GetValueOrDefault(broker, "broker " + Number(broker))}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
