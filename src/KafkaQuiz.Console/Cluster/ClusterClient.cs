// Over 300 lines: one client; questions, connections and their failures share its state.
using System.Net;
using System.Net.Sockets;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Client;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Cluster;

/// <summary>
/// What the Java client is to Kafka's tools: finds the cluster from bootstrap servers, keeps a connection per broker, retries what
/// is worth retrying. Every connection goes through the session's <see cref="KafkaClientOptions.Connect"/>.
/// </summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(100);
    private readonly ToolContext _context;
    private readonly KafkaClientOptions _options;
    private readonly IReadOnlyList<HostPort> _bootstrap;
    private readonly string _logContext;
    private readonly Dictionary<int, KafkaConnection> _connections = [];
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly HashSet<string> _warned = [];
    private Dictionary<int, KafkaNode> _nodes = [];
    private int? _activeController;

    private ClusterClient(ToolContext context, KafkaClientOptions options, IReadOnlyList<HostPort> bootstrap, string logContext)
    {
        _context = context;
        _options = options;
        _bootstrap = bootstrap;
        _logContext = logContext;
    }

    /// <summary>It was given controllers (<c>--bootstrap-controller</c>) instead of brokers.</summary>
    public bool AsksControllers { get; init; }

    /// <summary>Key of the connection to the first bootstrap server that answers.</summary>
    private const int Any = int.MinValue;

    /// <summary>Default 60 s in the Java client; the session cuts it (<see cref="ConsoleLimits.Unreachable"/>).</summary>
    private TimeSpan Patience => _context.Session.Limits.Unreachable;

    /// <summary>Checks addresses as <c>ClientUtils.parseAndValidateAddresses</c> does; connects later.</summary>
    public static ClusterClient Create(ToolContext context, string bootstrapServers, IReadOnlyDictionary<string, string> properties, string clientId, string role, bool controllers = false)
    {
        var name = properties.GetValueOrDefault("client.id", clientId);
        var failure = role == "AdminClient" ? "Failed to create new KafkaAdminClient" : $"Failed to construct kafka {role.ToLowerInvariant()}";
        try
        {
            return new ClusterClient(context, ClientSecurity.Apply(context.Session.Client, properties) with { ClientId = name }, Addresses(context, bootstrapServers), $"[{role} clientId={name}{(role == "Consumer" && properties.TryGetValue("group.id", out var group) ? ", groupId=" + group : "")}]") { AsksControllers = controllers };
        }
        catch (JavaException cause)
        {
            throw new JavaException("org.apache.kafka.common.KafkaException", failure, cause);
        }
    }

    /// <summary>A warning of the Java client's log.</summary>
    public void Warn(string message, string logger = "org.apache.kafka.clients.NetworkClient") => _context.Log("WARN", $"{_logContext} {message}", logger);

    /// <summary>An error of the Java client's log.</summary>
    public void LogError(string message, string logger) => _context.Log("ERROR", $"{_logContext} {message}", logger);

    /// <summary>Asks any broker; among controllers the active one, which alone answers all.</summary>
    /// <param name="call">The Java client's name of the call, which its timeout names.</param>
    public async Task<TResponse> AskAsync<TResponse>(IRequest<TResponse> request, string call, CancellationToken cancel)
        where TResponse : class, IResponse
    {
        if (AsksControllers && request is not DescribeClusterRequest)
            _activeController ??= (await DescribeClusterAsync(cancel)).ControllerId;
        return await SendAsync(_activeController is { } id && _nodes.ContainsKey(id) ? id : Any, request, call, null, cancel);
    }

    /// <summary>Asks one broker.</summary>
    public Task<TResponse> AskAsync<TResponse>(int node, IRequest<TResponse> request, string call, CancellationToken cancel, short? version = null)
        where TResponse : class, IResponse => SendAsync(node, request, call, version, cancel);

    /// <summary>Sends what a broker does not answer: a Produce request with acks=0.</summary>
    public async Task TellAsync<TResponse>(int node, IRequest<TResponse> request, short version, CancellationToken cancel)
        where TResponse : class, IResponse
    {
        var connection = await ConnectionAsync(node, "produce", cancel);
        var sent = connection.SendAsync(request, version, cancel);
        // An ask on the same connection comes back only after the broker has taken what was told before it.
        await connection.SendAsync(new ApiVersionsRequest { ClientSoftwareName = "kafkaquiz", ClientSoftwareVersion = "1" }, (short)3, cancel);
        _ = sent.ContinueWith(task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>The highest version of an API that a broker and this client share.</summary>
    public async Task<short?> VersionAsync(int? node, ApiKey api, string call, CancellationToken cancel) =>
        (await ConnectionAsync(node ?? Any, call, cancel)).CommonRange(api)?.Max;

    /// <summary>What a broker serves, and the cluster's features.</summary>
    public async Task<ApiVersionsResponse> VersionsAsync(int? node, string call, CancellationToken cancel) => (await ConnectionAsync(node ?? Any, call, cancel)).Versions;

    /// <summary>Live brokers, and remembers where they are.</summary>
    public async Task<DescribeClusterResponse> DescribeClusterAsync(CancellationToken cancel, string call = "listNodes", bool includeFenced = false)
    {
        var cluster = await AskAsync(new DescribeClusterRequest { EndpointType = AsksControllers ? (sbyte)2 : (sbyte)1, IncludeFencedBrokers = includeFenced }, call, cancel);
        if (cluster.ErrorCode != ErrorCode.None)
            throw JavaException.Execution(KafkaErrors.Exception(cluster.ErrorCode, cluster.ErrorMessage));
        _nodes = cluster.Brokers.ToDictionary(b => b.BrokerId, b => new KafkaNode(b.BrokerId, b.Host, b.Port, b.Rack));
        return cluster;
    }

    /// <summary>Metadata of topics, all when null.</summary>
    public async Task<MetadataResponse> MetadataAsync(IEnumerable<string>? topics, bool autoCreate, string call, CancellationToken cancel)
    {
        var request = new MetadataRequest
        {
            Topics = topics is null ? null : [.. topics.Select(t => new MetadataRequest.MetadataRequestTopic { Name = t })],
            AllowAutoTopicCreation = autoCreate,
        };
        var metadata = await AskAsync(request, call, cancel);
        _nodes = metadata.Brokers.ToDictionary(b => b.NodeId, b => new KafkaNode(b.NodeId, b.Host, b.Port, b.Rack));
        return metadata;
    }

    public IReadOnlyDictionary<int, KafkaNode> Nodes => _nodes;

    /// <summary>A partition's leader; waits while there is none, or no such partition, as the Java client does.</summary>
    /// <param name="call">The Java client's name of the call, which its timeout names.</param>
    public async Task<int> LeaderAsync(TopicPartition partition, string call, CancellationToken cancel)
    {
        var start = _context.Session.Time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var topic = (await MetadataAsync([partition.Topic], false, $"{call}(api=METADATA)", cancel)).Topics.FirstOrDefault();
            if (topic?.Partitions.FirstOrDefault(p => p.PartitionIndex == partition.Partition)?.LeaderId is >= 0 and var leader)
                return leader;
            if (_context.Session.Time.GetElapsedTime(start) >= Patience)
                throw TimedOut($"{call}(api=METADATA)", tries);
            await PauseAsync(cancel);
        }
    }

    /// <summary>What the Java client says of a call that it tried until its time was over.</summary>
    public JavaException TimedOut(string call, int tries)
    {
        var now = _context.Milliseconds;
        return JavaException.Kafka("TimeoutException", $"Call(callName={call}, deadlineMs={now}, tries={tries}, nextAllowedTryMs={now + 100}) timed out at {now} after {tries} attempt(s)");
    }

    /// <summary>The coordinator of a group (0) or a transactional id (1); waits while the coordinator's topic is being created.</summary>
    public async Task<KafkaNode> CoordinatorAsync(string key, sbyte type, CancellationToken cancel)
    {
        var deadline = Deadline();
        while (true)
        {
            var found = (await AskAsync(new FindCoordinatorRequest { KeyType = type, CoordinatorKeys = [key] }, "findCoordinator", cancel)).Coordinators.First();
            if (found.ErrorCode == ErrorCode.None)
            {
                var node = new KafkaNode(found.NodeId, found.Host, found.Port, null);
                _nodes = new Dictionary<int, KafkaNode>(_nodes) { [node.Id] = node };
                return node;
            }
            if (!KafkaErrors.IsRetriable(found.ErrorCode) || IsOver(deadline))
                throw KafkaErrors.Exception(found.ErrorCode, found.ErrorMessage);
            await PauseAsync(cancel);
        }
    }

    /// <summary>Time until which retriable errors are tried again.</summary>
    public long Deadline() => _context.Session.Time.GetTimestamp() + (long)(Math.Max(Patience.TotalSeconds, 15) * _context.Session.Time.TimestampFrequency);

    public bool IsOver(long deadline) => _context.Session.Time.GetTimestamp() >= deadline;

    public static Task PauseAsync(CancellationToken cancel) => Task.Delay(Backoff, cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
            await connection.DisposeAsync();
        _connections.Clear();
        _connecting.Dispose();
    }

    private async Task<TResponse> SendAsync<TResponse>(int node, IRequest<TResponse> request, string call, short? version, CancellationToken cancel)
        where TResponse : class, IResponse
    {
        await _context.WhileRunningAsync(cancel);
        var deadline = Deadline();
        while (true)
        {
            var connection = await ConnectionAsync(node, call, cancel);
            try
            {
                return await connection.SendAsync(request, version, cancel);
            }
            catch (KafkaClientException e) when (e.Fault == KafkaClientFault.Unsupported)
            {
                throw JavaException.Execution(JavaException.Kafka("UnsupportedVersionException", $"The node does not support {JavaName(request.ApiKey)}"));
            }
            catch (KafkaClientException e)
            {
                await ForgetAsync(node, connection);
                if (IsOver(deadline))
                    throw JavaException.Execution(JavaException.Kafka("TimeoutException", $"Call(callName={call}) timed out.", JavaException.Kafka("DisconnectException", e.Message)));
                await PauseAsync(cancel);
            }
        }
    }

    private async Task<KafkaConnection> ConnectionAsync(int node, string call, CancellationToken cancel)
    {
        await _connecting.WaitAsync(cancel);
        try
        {
            if (_connections.TryGetValue(node, out var open))
                return open;
            var patience = _context.Session.Time.GetTimestamp();
            while (true)
            {
                if (await TryConnectAsync(node, cancel) is { } connection)
                {
                    if (!AsksControllers && connection.CommonRange(ApiKey.Metadata) is null)
                    {
                        await connection.DisposeAsync();
                        throw JavaException.Execution(JavaException.Kafka("UnsupportedVersionException", "The node does not support METADATA"));
                    }
                    return _connections[node] = connection;
                }
                if (_context.Session.Time.GetElapsedTime(patience) >= Patience)
                    throw JavaException.Execution(JavaException.Kafka("TimeoutException", "Timed out waiting for a node assignment. Call: " + call));
                await PauseAsync(cancel);
            }
        }
        finally
        {
            _connecting.Release();
        }
    }

    private async Task<KafkaConnection?> TryConnectAsync(int node, CancellationToken cancel)
    {
        if (node != Any)
            return _nodes.TryGetValue(node, out var known) ? await TryConnectAsync(known.Id, new HostPort(known.Host, known.Port), cancel) : null;
        for (var i = 0; i < _bootstrap.Count; i++)
        {
            var typed = _bootstrap[i];
            foreach (var address in (await _context.Session.Cluster.RewriteAsync(typed, cancel))?.Split(',') ?? [])
            {
                if (HostPort.TryParse(address) is { } real && await TryConnectAsync(-1 - i, real, cancel) is { } connection)
                    return connection;
            }
            WarnOnce(-1 - i, typed);
        }
        return null;
    }

    private async Task<KafkaConnection?> TryConnectAsync(int id, HostPort address, CancellationToken cancel)
    {
        try
        {
            foreach (var ip in await ResolveAsync(address.Host, cancel))
            {
                try
                {
                    return await KafkaConnection.OpenAsync(new IPEndPoint(ip, address.Port), _options, cancel);
                }
                catch (KafkaClientException e) when (e.Fault == KafkaClientFault.AuthenticationFailed)
                {
                    throw JavaException.Execution(JavaException.Kafka(_options.Tls is null ? "SaslAuthenticationException" : "SslAuthenticationException", e.Message));
                }
                catch (KafkaClientException)
                {
                    // The next address of the same name.
                }
            }
        }
        catch (SocketException)
        {
            // A name that no longer resolves is an address where nobody listens.
        }
        if (id >= 0)
            WarnOnce(id, address);
        return null;
    }

    private void WarnOnce(int id, HostPort address)
    {
        var shown = (IPAddress.TryParse(address.Host, out _) ? "/" : address.Host + "/") + (address.Host == "localhost" ? "127.0.0.1" : address.Host) + ":" + address.Port;
        if (_warned.Add(shown))
            Warn($"Connection to node {id} ({shown}) could not be established. Node may not be available.");
    }

    private async Task ForgetAsync(int node, KafkaConnection connection)
    {
        if (_connections.TryGetValue(node, out var current) && ReferenceEquals(current, connection))
            _connections.Remove(node);
        await connection.DisposeAsync();
    }

    /// <summary>DescribeLogDirs as Java's constant: DESCRIBE_LOG_DIRS.</summary>
    private static string JavaName(ApiKey api) =>
        string.Concat(api.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? "_" + c : char.ToUpperInvariant(c).ToString()));

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        IPAddress.TryParse(host, out var ip) ? [ip]
        : host == "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : _context.Session.Cluster.UsesDns ? await Dns.GetHostAddressesAsync(host, cancel) : [];

    private static List<HostPort> Addresses(ToolContext context, string servers)
    {
        var addresses = new List<HostPort>();
        foreach (var text in servers.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var address = HostPort.TryParse(text) ?? throw Config("Invalid url in bootstrap.servers: " + text);
            if (!context.Session.Cluster.Knows(address) && !IPAddress.TryParse(address.Host, out _) && address.Host != "localhost")
                context.Log("WARN", $"Couldn't resolve server {text} from bootstrap.servers as DNS resolution failed for {address.Host}", "org.apache.kafka.clients.ClientUtils");
            else
                addresses.Add(address);
        }
        return addresses.Count > 0 ? addresses : throw Config("No resolvable bootstrap urls given in bootstrap.servers");
    }

    private static JavaException Config(string message) => new("org.apache.kafka.common.config.ConfigException", message);
}
