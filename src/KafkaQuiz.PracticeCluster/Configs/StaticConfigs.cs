using System.Globalization;
using System.Net;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Configs;

/// <summary>The practice cluster's server.properties: what differs from Kafka's defaults, then what the caller sets.</summary>
internal static class StaticConfigs
{
    private const string ControllerListener = "CONTROLLER";

    /// <summary>The nodes that the options ask for.</summary>
    /// <exception cref="ArgumentException">None or more than 9, twice the same id, no broker or no controller, a broker without listeners.</exception>
    public static List<NodeConfig> Nodes(PracticeClusterOptions options)
    {
        var nodes = Wanted(options);
        Check(nodes);
        foreach (var (name, value) in options.Configs.Concat(nodes.SelectMany(n => n.Configs)))
            Check(name, value);
        var shared = Shared(options, nodes);
        var port = options.FirstPort;
        List<NodeConfig> configs = [.. nodes.Select((n, i) => Node(options, n, shared, n.Rack ?? options.Racks.ElementAtOrDefault(i), n.Roles.HasFlag(NodeRoles.Broker) && port > 0 ? port++ : 0))];
        foreach (var node in configs)
        {
            node.Voters = [.. configs.Where(n => n.IsController)];
            SecurityConfigs.Check(options, node);
        }
        return configs;
    }

    /// <summary>One more node of a cluster that was started with these options.</summary>
    /// <exception cref="ArgumentException">An id that is taken, a tenth node, not a broker alone, a broker without listeners.</exception>
    public static NodeConfig Another(PracticeClusterOptions options, IReadOnlyList<int> taken, PracticeNodeOptions node)
    {
        if (node.Roles != NodeRoles.Broker)
            throw new ArgumentException("The quorum's voters are fixed: only brokers can be added.", nameof(node));
        Check([.. taken.Select(id => new PracticeNodeOptions(id)), node]);
        foreach (var (name, value) in node.Configs)
            Check(name, value);
        var config = Node(options, node, Shared(options, Wanted(options)), node.Rack, 0);
        SecurityConfigs.Check(options, config);
        return config;
    }

    private static IReadOnlyList<PracticeNodeOptions> Wanted(PracticeClusterOptions options) =>
        options.Nodes.Count > 0 ? options.Nodes : [.. Enumerable.Range(1, options.Brokers).Select(id => new PracticeNodeOptions(id) { Listeners = [options.Security is null ? "PLAINTEXT" : "SASL_PLAINTEXT"] })];

    private static NodeConfig Node(PracticeClusterOptions options, PracticeNodeOptions node, Dictionary<string, string> shared, string? rack, int port) => new NodeConfig(shared, node.Configs)
    {
        Id = node.Id,
        Roles = node.Roles,
        Rack = rack,
        Listeners = [.. Listeners(options, node, port)],
    }.Secured();

    private static IEnumerable<Listener> Listeners(PracticeClusterOptions options, PracticeNodeOptions node, int port)
    {
        if (node.Roles.HasFlag(NodeRoles.Broker))
        {
            foreach (var name in node.Listeners)
            {
                yield return new Listener(name, SecurityConfigs.ProtocolOf(options, name), options.ListenAddress.ToString(), 0, isController: false)
                {
                    Address = options.ListenAddress,
                    AdvertisedHost = AdvertisedHost(options),
                    RealPort = port,
                };
                port = 0;
            }
        }
        if (node.Roles.HasFlag(NodeRoles.Controller))
            yield return new Listener(ControllerListener, "PLAINTEXT", "127.0.0.1", 0, isController: true);
    }

    private static void Check(IReadOnlyList<PracticeNodeOptions> nodes)
    {
        if (nodes.Count is 0 or > 9)
            throw new ArgumentOutOfRangeException(nameof(nodes), nodes.Count, "A cluster has 1 to 9 nodes.");
        if (nodes.DistinctBy(n => n.Id).Count() != nodes.Count || nodes.Any(n => n.Id < 0))
            throw new ArgumentException("Node ids are different numbers from 0.", nameof(nodes));
        if (nodes.Any(n => n.Roles == 0 || (n.Roles.HasFlag(NodeRoles.Broker) && n.Listeners.Count == 0)))
            throw new ArgumentException("A node has a role, and a broker has a listener.", nameof(nodes));
        if (!nodes.Any(n => n.Roles.HasFlag(NodeRoles.Controller)) || !nodes.Any(n => n.Roles.HasFlag(NodeRoles.Broker)))
            throw new ArgumentException("A cluster has at least one controller and one broker.", nameof(nodes));
    }

    private static Dictionary<string, string> Shared(PracticeClusterOptions options, IReadOnlyList<PracticeNodeOptions> nodes)
    {
        var brokers = nodes.Where(n => n.Roles.HasFlag(NodeRoles.Broker)).ToList();
        var listeners = brokers.SelectMany(b => b.Listeners).Distinct().ToList();
        var configs = new Dictionary<string, string>
        {
            ["controller.listener.names"] = ControllerListener,
            ["inter.broker.listener.name"] = brokers[0].Listeners[0],
            ["listener.security.protocol.map"] = string.Join(',', listeners.Select(l => $"{l}:{SecurityConfigs.ProtocolOf(options, l)}").Prepend(ControllerListener + ":PLAINTEXT")),
            ["offsets.topic.replication.factor"] = Number(Math.Min(3, brokers.Count)),
            ["transaction.state.log.replication.factor"] = Number(Math.Min(3, brokers.Count)),
            ["transaction.state.log.min.isr"] = Number(Math.Min(2, brokers.Count)),
            // Learners should not wait; Kafka's default is 3000.
            ["group.initial.rebalance.delay.ms"] = "0",
        };
        SecurityConfigs.Add(configs, options, listeners);
        foreach (var (name, value) in options.Configs)
            configs[name] = value;
        return configs;
    }

    /// <summary>What a broker refuses to start with (ConfigDef.parseType).</summary>
    private static void Check(string name, string value)
    {
        if (SecurityConfigs.IsKnown(name))
            return;
        if (!ConfigCatalog.Broker.TryGetValue(name, out var definition))
            throw new ArgumentException($"Unknown broker config {name}");
        var isNumber = definition.Type switch
        {
            ConfigType.Int => int.TryParse(value, CultureInfo.InvariantCulture, out _),
            ConfigType.Short => short.TryParse(value, CultureInfo.InvariantCulture, out _),
            ConfigType.Long => long.TryParse(value, CultureInfo.InvariantCulture, out _),
            ConfigType.Double => double.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        if (!isNumber)
            throw new ArgumentException($"Invalid value {value} for configuration {name}: Not a number of type {definition.Type.ToString().ToUpperInvariant()}");
        if (definition.Type == ConfigType.Boolean && !bool.TryParse(value, out _))
            throw new ArgumentException($"Invalid value {value} for configuration {name}: Expected value to be either true or false");
    }

    private static string AdvertisedHost(PracticeClusterOptions options) => options.AdvertisedHost
        ?? (options.ListenAddress.Equals(IPAddress.Any) || options.ListenAddress.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : options.ListenAddress.ToString());

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
