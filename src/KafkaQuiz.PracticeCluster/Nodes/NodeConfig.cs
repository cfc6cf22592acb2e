using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Security.Sasl;

namespace KafkaQuiz.Practice.Nodes;

/// <summary>What a node was started with: server.properties, understood. Only on the loop, for the sake of its listeners' ports.</summary>
internal sealed class NodeConfig
{
    private readonly IReadOnlyDictionary<string, string>? _shared;
    private readonly IReadOnlyDictionary<string, string> _own;

    /// <param name="shared">Static configs that several nodes have in common; null when its own say all, as a server.properties does.</param>
    /// <param name="own">Its own, which win; with shared ones those that the properties here name may be left out.</param>
    public NodeConfig(IReadOnlyDictionary<string, string>? shared, IReadOnlyDictionary<string, string> own) => (_shared, _own) = (shared, own);

    public required int Id { get; init; }

    public required NodeRoles Roles { get; init; }

    /// <summary>In the order of `listeners`.</summary>
    public required IReadOnlyList<Listener> Listeners { get; init; }

    public string? Rack { get; init; }

    /// <summary>Where other brokers find it; null when it is no broker, or its listeners were not given one by one.</summary>
    public string? InterBrokerListener { get; init; }

    /// <summary>The controllers that `controller.quorum.voters` names, where the properties here do not.</summary>
    public IReadOnlyList<NodeConfig> Voters { get; set; } = [];

    /// <summary>Asked who may do what; null lets everybody do everything.</summary>
    public Authorizer? Authorizer { get; private set; }

    public bool IsBroker => Roles.HasFlag(NodeRoles.Broker);

    public bool IsController => Roles.HasFlag(NodeRoles.Controller);

    /// <summary>Listeners for clients and brokers.</summary>
    public IEnumerable<Listener> BrokerListeners => Listeners.Where(l => !l.IsController);

    public IEnumerable<Listener> ControllerListeners => Listeners.Where(l => l.IsController);

    /// <summary>`fetch.max.bytes`: most that an answer to a fetch holds, read-only in Kafka.</summary>
    public int FetchMaxBytes => field > 0 ? field : field = (int)Number("fetch.max.bytes");

    /// <summary>Understands what it says of SASL and of its authorizer.</summary>
    /// <exception cref="ArgumentException">What no node starts with.</exception>
    public NodeConfig Secured()
    {
        foreach (var listener in Listeners)
            listener.Sasl = ListenerSasl.Of(this, listener);
        Authorizer = Authorizer.Of(this);
        return this;
    }

    /// <summary>A number that stays as it is while the node runs, or Kafka's default.</summary>
    public long Number(string name) => long.Parse(this[name] ?? ConfigCatalog.Broker[name].Default!, CultureInfo.InvariantCulture);

    /// <summary>The names of all static configs that are set.</summary>
    public IEnumerable<string> Names => new[] { "node.id", "broker.id", "process.roles", "broker.rack", "listeners", "advertised.listeners", "controller.quorum.voters" }
        .Union(_own.Keys).Union(_shared?.Keys ?? []).Where(n => this[n] is not null);

    /// <summary>A static config as server.properties has it; null when it is not set.</summary>
    public string? this[string name] => _own.GetValueOrDefault(name) ?? name switch
    {
        "node.id" or "broker.id" => Id.ToString(CultureInfo.InvariantCulture),
        _ when _shared is null => null,
        "process.roles" => Roles switch { NodeRoles.Broker => "broker", NodeRoles.Controller => "controller", _ => "broker,controller" },
        "broker.rack" => Rack,
        "listeners" => string.Join(',', Listeners.Select(l => l.Bound)),
        "advertised.listeners" => string.Join(',', BrokerListeners.Select(l => l.Advertised)),
        "controller.quorum.voters" when Voters.Count > 0 => string.Join(',', Voters.Select(v => $"{v.Id}@{v.ControllerListeners.First().HostAndPort}")),
        _ => _shared.GetValueOrDefault(name),
    };
}
