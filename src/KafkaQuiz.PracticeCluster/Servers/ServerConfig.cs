using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Servers;

/// <summary>
/// Understands a server.properties as KafkaConfig does: the values by themselves (ConfigDef.parse), then together (KafkaConfig.validateValues), in
/// its order and with its messages. Left out: what only classes on Kafka's path could say.
/// </summary>
internal sealed class ServerConfig
{
    private static readonly string[] Required = ["process.roles", "node.id", "controller.listener.names"];
    private static readonly string[] Protocols = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"];

    private readonly IReadOnlyDictionary<string, string> _set;
    private readonly Dictionary<string, string> _protocols;
    private readonly List<ListenerText> _listeners;

    private ServerConfig(IReadOnlyDictionary<string, string> set, List<string> warnings)
    {
        _set = set;
        CheckValues(warnings);
        NodeId = (int)Number("node.id");
        Voters = Voter.ParseStatic(Value("controller.quorum.voters") ?? "");
        Roles = List("process.roles").Aggregate((NodeRoles)0, (roles, role) => roles | (role == "broker" ? NodeRoles.Broker : NodeRoles.Controller));
        LogDirs = List(Value("log.dirs") is null ? "log.dir" : "log.dirs");
        CheckNumbers();
        _protocols = ProtocolMap();
        _listeners = ListenerText.Parse(Value("listeners")!, _protocols, distinctPorts: true);
        CheckTogether();
    }

    public int NodeId { get; }

    public NodeRoles Roles { get; }

    /// <summary>Of a static quorum; empty when the quorum is dynamic.</summary>
    public IReadOnlyList<Voter> Voters { get; }

    public IReadOnlyList<string> LogDirs { get; }

    /// <summary>Where the metadata log is.</summary>
    public string MetadataLogDir => Value("metadata.log.dir") ?? LogDirs[0];

    /// <summary>All directories, the metadata log's among them, as ordered as Kafka goes through them.</summary>
    public IReadOnlyList<string> Directories => [.. LogDirs.Append(MetadataLogDir).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>host:port of controllers, in a dynamic quorum.</summary>
    public IReadOnlyList<string> BootstrapServers => List("controller.quorum.bootstrap.servers");

    public bool IsBroker => Roles.HasFlag(NodeRoles.Broker);

    public bool IsController => Roles.HasFlag(NodeRoles.Controller);

    private List<string> ControllerNames => List("controller.listener.names").ConvertAll(n => n.ToUpperInvariant());

    private IEnumerable<ListenerText> Controllers => _listeners.Where(l => ControllerNames.Contains(l.Name));

    private List<ListenerText> Advertised => Value("advertised.listeners") is { } set ? ListenerText.Parse(set, _protocols, distinctPorts: false) : _listeners;

    private List<ListenerText> AdvertisedBrokers => [.. Advertised.Where(l => !ControllerNames.Contains(l.Name))];

    private List<ListenerText> AdvertisedControllers => [.. ControllerNames.Select(n => Advertised.FirstOrDefault(l => l.Name == n) ?? Controllers.FirstOrDefault(l => l.Name == n)).OfType<ListenerText>()];

    /// <param name="properties">The text of a server.properties.</param>
    /// <param name="warnings">Takes what Kafka would warn of, up to a fault.</param>
    /// <exception cref="KafkaFault">What Kafka would say.</exception>
    public static ServerConfig Of(string properties, List<string>? warnings = null) => new(ServerProperties.Parse(properties), warnings ?? []);

    /// <summary>The node that it describes.</summary>
    public NodeConfig ToNode()
    {
        var controllers = ControllerNames;
        return new NodeConfig(_set, new Dictionary<string, string>())
        {
            Id = NodeId,
            Roles = Roles,
            Rack = Value("broker.rack"),
            InterBrokerListener = IsBroker ? InterBroker().Name : null,
            Listeners = [.. _listeners.Select(l => Advertised.FirstOrDefault(a => a.Name == l.Name) is { } told && !ReferenceEquals(told, l)
                ? new Listener(l.Name, l.Protocol, l.Host, l.Port, controllers.Contains(l.Name)) { AdvertisedHost = told.Host, AdvertisedPort = told.Port }
                : new Listener(l.Name, l.Protocol, l.Host, l.Port, controllers.Contains(l.Name)))],
        };
    }

    private void CheckValues(List<string> warnings)
    {
        if (Required.FirstOrDefault(n => !_set.ContainsKey(n)) is { } missing)
            throw KafkaFault.Config($"Missing required configuration \"{missing}\" which has no default value.");
        foreach (var definition in ConfigCatalog.Broker.Values)
        {
            if (!_set.TryGetValue(definition.Name, out var value))
                continue;
            if (ConfigRule.Fault(definition, value) is { } fault)
                throw KafkaFault.Config(fault);
            var list = definition.Type == ConfigType.List ? ConfigText.List(value) : [];
            if (list.Distinct().Count() < list.Count)
                warnings.Add($"Configuration key \"{definition.Name}\" contains duplicate values. Duplicates will be removed. The original value is: [{string.Join(", ", list)}], the updated value is: [{string.Join(", ", list.Distinct())}] (org.apache.kafka.common.config.ConfigDef)");
        }
    }

    private void CheckNumbers()
    {
        if (Value("broker.id") is { } id && int.Parse(id, CultureInfo.InvariantCulture) is var broker && broker != NodeId && _set.ContainsKey("broker.id"))
            throw KafkaFault.Config("You must set `node.id` to the same value as `broker.id`.");
        Require(Time("log.roll") >= 1, "log.roll.ms must be greater than or equal to 1");
        Require(Time("log.roll.jitter") >= 0, "log.roll.jitter.ms must be greater than or equal to 0");
        Require(Time("log.retention") is -1 or >= 1, "log.retention.ms must be unlimited (-1) or, greater than or equal to 1");
        Require(LogDirs.Count > 0, "At least one log directory must be defined via log.dirs or log.dir.");
        Require(Number("log.cleaner.threads") > 0 && Number("log.cleaner.dedupe.buffer.size") / Number("log.cleaner.threads") > 1024 * 1024, "log.cleaner.dedupe.buffer.size must be at least 1MB per cleaner thread.");
        Require(Number("replica.fetch.wait.max.ms") <= Number("replica.socket.timeout.ms"), "replica.socket.timeout.ms should always be at least replica.fetch.wait.max.ms to prevent unnecessary socket timeouts");
        Require(Number("replica.fetch.wait.max.ms") <= Number("replica.lag.time.max.ms"), "replica.fetch.wait.max.ms should always be less than or equal to replica.lag.time.max.ms to prevent frequent changes in ISR");
    }

    private void CheckTogether()
    {
        var ids = Voters.Select(v => v.Id).ToHashSet();
        var shown = $"controller.quorum.voters=Set({string.Join(", ", ids)})";
        _ = AdvertisedBrokers;
        if (ids.Count == 0 && BootstrapServers.Count == 0)
            throw KafkaFault.Config("If using process.roles, either controller.quorum.bootstrap.servers must contain the set of bootstrap controllers or controller.quorum.voters must contain a parseable set of controllers.");
        if (Roles == NodeRoles.Broker)
        {
            Require(!ids.Contains(NodeId), $"If process.roles contains just the 'broker' role, the node id {NodeId} must not be included in the set of voters {shown}");
            Require(!Controllers.Any(), "controller.listener.names must not contain a value appearing in the 'listeners' configuration when running KRaft with just the broker role");
        }
        else
        {
            if (Roles == NodeRoles.Controller)
            {
                Require(AdvertisedControllers.Count == _listeners.Count, "The listeners config must only contain KRaft controller listeners from controller.listener.names when process.roles=controller");
                Require(Value("inter.broker.listener.name") is null || !ControllerNames.Contains(InterBroker().Name), "controller.listener.names must not contain an explicitly set inter.broker.listener.name configuration value when process.roles=controller'");
            }
            Require(ids.Count == 0 || ids.Contains(NodeId), $"If process.roles contains the 'controller' role, the node id {NodeId} must be included in the set of voters {shown}");
            Require(AdvertisedControllers.Count > 0, "controller.listener.names must contain at least one value appearing in the 'listeners' configuration when running the KRaft controller role");
            Require(ControllerNames.TrueForAll(n => _listeners.Exists(l => l.Name == n)), "controller.listener.names must only contain values appearing in the 'listeners' configuration when running the KRaft controller role");
        }
        if (IsBroker)
            CheckAdvertised();
        Require(AdvertisedBrokers.Concat(AdvertisedControllers).All(l => l.Host != "0.0.0.0"), "advertised.listeners cannot use the nonroutable meta-address 0.0.0.0. Use a routable IP address.");
    }

    private void CheckAdvertised()
    {
        var advertised = AdvertisedBrokers.Select(l => l.Name).Distinct().ToList();
        var names = _listeners.ConvertAll(l => l.Name);
        Require(advertised.Count > 0, "There must be at least one broker advertised listener. Perhaps all listeners appear in controller.listener.names?");
        Require(advertised.Contains(InterBroker().Name), $"inter.broker.listener.name must be a listener name defined in advertised.listeners. The valid options based on currently configured listeners are {string.Join(",", advertised)}");
        Require(advertised.TrueForAll(names.Contains), $"advertised.listeners listener names must be equal to or a subset of the ones defined in listeners. Found {string.Join(",", advertised)}. The valid options based on the current configuration are {string.Join(",", names)}");
    }

    private (string Name, string Protocol) InterBroker()
    {
        if (Value("inter.broker.listener.name") is not { } name)
            return (Value("security.inter.broker.protocol")!, Value("security.inter.broker.protocol")!);
        if (_set.ContainsKey("security.inter.broker.protocol"))
            throw KafkaFault.Config("Only one of inter.broker.listener.name and security.inter.broker.protocol should be set.");
        name = name.ToUpperInvariant();
        return _protocols.TryGetValue(name, out var protocol) ? (name, protocol)
            : throw KafkaFault.Config($"Listener with name {name} defined in inter.broker.listener.name not found in listener.security.protocol.map.");
    }

    /// <summary>AbstractKafkaConfig.effectiveListenerSecurityProtocolMap: by default controllers' listeners are PLAINTEXT while no other is anything else.</summary>
    private Dictionary<string, string> ProtocolMap()
    {
        var map = new Dictionary<string, string>();
        foreach (var entry in ConfigText.List(Value("listener.security.protocol.map")!))
        {
            var colon = entry.LastIndexOf(':');
            if (colon < 0)
                throw KafkaFault.Argument($"Error parsing configuration property 'listener.security.protocol.map': begin 0, end -1, length {entry.Length}");
            var protocol = entry[(colon + 1)..].Trim().ToUpperInvariant();
            map[entry[..colon].Trim().ToUpperInvariant()] = Protocols.Contains(protocol) ? protocol
                : throw KafkaFault.Config($"Invalid security protocol `{entry[(colon + 1)..].Trim()}` defined in listener.security.protocol.map");
        }
        var isPlain = ControllerNames.Concat(List("listeners").Select(l => l.Split("://")[0].ToUpperInvariant())).All(n => n is not ("SSL" or "SASL_PLAINTEXT" or "SASL_SSL"));
        if (!_set.ContainsKey("listener.security.protocol.map") && isPlain)
        {
            foreach (var name in ControllerNames)
                map.TryAdd(name, "PLAINTEXT");
        }
        return map;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw KafkaFault.Requirement(otherwise);
    }

    private string? Value(string name) => _set.TryGetValue(name, out var value) ? value.Trim() : ConfigCatalog.Broker[name].Default;

    private List<string> List(string name) => [.. ConfigText.List(Value(name) ?? "").Distinct()];

    private long Number(string name) => long.Parse(Value(name)!, CultureInfo.InvariantCulture);

    /// <summary>A duration that may be set in ms, minutes or hours, in ms.</summary>
    private long Time(string name)
    {
        var time = Value(name + ".ms") is { } ms ? long.Parse(ms, CultureInfo.InvariantCulture)
            : ConfigCatalog.Broker.ContainsKey(name + ".minutes") && Value(name + ".minutes") is { } minutes ? long.Parse(minutes, CultureInfo.InvariantCulture) * 60_000
            : Number(name + ".hours") * 3_600_000;
        return name == "log.retention" && time < 0 ? -1 : time;
    }
}
