using System.Globalization;
using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Nodes;

namespace KafkaQuiz.Practice.Security.Sasl;

/// <summary>How a SASL listener's clients prove who they are: its mechanisms, with their configs under `listener.name.NAME.` or for all.</summary>
internal sealed class ListenerSasl
{
    private const string PlainName = "PLAIN";

    private readonly Func<string, string?> _config;
    private readonly string _prefix;
    private readonly Dictionary<string, JaasConfig> _jaas;

    private ListenerSasl(Func<string, string?> config, Listener listener)
    {
        _config = config;
        _prefix = $"listener.name.{listener.Name.ToLowerInvariant()}.";
        var enabled = ConfigText.List(Value("sasl.enabled.mechanisms")!).Distinct().ToList();
        foreach (var mechanism in enabled.Where(m => m != PlainName && ScramMechanisms.Of(m) == ScramMechanism.Unknown))
            throw new ArgumentException($"sasl.enabled.mechanisms of listener {listener.Name}: the practice cluster has PLAIN, SCRAM-SHA-256 and SCRAM-SHA-512, and no {mechanism}.");
        if (enabled.Count == 0)
            throw new ArgumentException("No SASL mechanisms are enabled");
        _jaas = enabled.ToDictionary(m => m, m => Jaas(listener, m));
        // Told in the order of a java.util.HashSet.
        Mechanisms = JavaHash.OrderOfCopy(enabled, JavaHash.Of);
    }

    /// <summary>Enabled ones, as clients are told them.</summary>
    public IReadOnlyList<string> Mechanisms { get; }

    /// <summary>Largest request taken of a client that has not proved who it is, bytes.</summary>
    public int MaxReceiveSize => (int)Number("sasl.server.max.receive.size");

    /// <summary>How long a client that failed waits for the answer and the end of its connection. Real time, as brute force is.</summary>
    public TimeSpan FailureDelay => TimeSpan.FromMilliseconds(Number("connection.failed.authentication.delay.ms"));

    /// <summary>Null for a listener without SASL.</summary>
    /// <exception cref="ArgumentException">What no broker starts with.</exception>
    public static ListenerSasl? Of(NodeConfig config, Listener listener) =>
        listener.Protocol.StartsWith("SASL_", StringComparison.Ordinal) ? new(name => config[name], listener) : null;

    /// <summary>As it is now: mechanisms and users can be changed for one broker while it runs. A change that makes no sense has no effect. Only on the loop.</summary>
    public static ListenerSasl InForce(Node node, Listener listener)
    {
        if (node.Cluster.Configs.DynamicBrokers.TryGetValue(node.Id, out var dynamic))
        {
            try
            {
                return new(name => dynamic.GetValueOrDefault(name) ?? node.Config[name], listener);
            }
            catch (ArgumentException)
            {
                // As it was started.
            }
        }
        return listener.Sasl!;
    }

    /// <summary>How long a client's word is good (KIP-368); null for as long as its connection.</summary>
    public TimeSpan? SessionLifetime(string mechanism)
    {
        var own = _config($"{_prefix}{mechanism.ToLowerInvariant()}.connections.max.reauth.ms");
        var lifetime = own is null ? Number("connections.max.reauth.ms") : long.Parse(own, CultureInfo.InvariantCulture);
        return lifetime > 0 ? TimeSpan.FromMilliseconds(lifetime) : null;
    }

    public ISaslServer ServerOf(string mechanism, ScramCredentials users) => ScramMechanisms.Of(mechanism) is var scram && scram != ScramMechanism.Unknown
        ? new ScramServer(scram, users) : new PlainServer(PlainUsers());

    private Dictionary<string, string> PlainUsers() => _jaas[PlainName] is not { Module: JaasConfig.Plain } jaas ? []
        : jaas.Options.Where(o => o.Key.StartsWith("user_", StringComparison.Ordinal)).ToDictionary(o => o.Key["user_".Length..], o => o.Value);

    /// <summary>JaasContext.loadServerContext.</summary>
    private JaasConfig Jaas(Listener listener, string mechanism)
    {
        var text = _config($"{_prefix}{mechanism.ToLowerInvariant()}.sasl.jaas.config")
            ?? throw new ArgumentException($"Could not find a 'KafkaServer' or '{listener.Name.ToLowerInvariant()}.KafkaServer' entry in the JAAS configuration. System property 'java.security.auth.login.config' is not set");
        var jaas = JaasConfig.Parse(text);
        return jaas.Module is JaasConfig.Plain or JaasConfig.Scram ? jaas : throw new ArgumentException($"No LoginModule found for {jaas.Module}");
    }

    private string? Value(string name) => _config(_prefix + name) ?? _config(name) ?? ConfigCatalog.Broker[name].Default;

    private long Number(string name) => long.Parse(Value(name)!, CultureInfo.InvariantCulture);
}
