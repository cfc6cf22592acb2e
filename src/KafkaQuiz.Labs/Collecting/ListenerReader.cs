using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>Advertised listeners of every broker with a connection through each, and the servers that the learner named, each asked by itself.</summary>
internal static class ListenerReader
{
    private const string Advertised = "advertised.listeners";
    private const string Listeners = "listeners";
    private const string ControllerNames = "controller.listener.names";
    private const string Protocols = "listener.security.protocol.map";

    private static readonly string[] keys = [Advertised, Listeners, ControllerNames, Protocols];

    public static async Task<Reading<ListenersSeen>?> ListenersAsync(Collection look)
    {
        if (!look.Needs.Listeners) return null;
        var source = look.Source(ApiKey.DescribeConfigs);
        var listeners = await Task.WhenAll(look.Brokers.Select(async broker =>
        {
            var configs = await ConfigReader.OfBrokerAsync(look, broker.Key, broker.Value, keys);
            return configs.Value is { } seen
                ? await Task.WhenAll(OfBroker(seen).Select(listener => TryAsync(look, broker.Key, listener.Name, listener.Protocol, listener.Address)))
                : [await TryAsync(look, broker.Key, null, null, broker.Value.ToString()) is var only && only.Problem is null ? only with { Problem = configs.Fault } : only];
        }));
        return new Reading<ListenersSeen>(source, new ListenersSeen([.. listeners.SelectMany(some => some).Take(EvidenceLimits.Entries)]));
    }

    public static async Task<Reading<ServersSeen>?> ServersAsync(Collection look)
    {
        if (!look.Needs.Servers) return null;
        var servers = await Task.WhenAll(look.Links.Bootstrap().Select(async link =>
        {
            var (cluster, problem) = await ClusterAsync(look, link);
            return new ServerSeen(link.Address.ToString(), cluster, problem);
        }));
        return new Reading<ServersSeen>(look.Source(ApiKey.Metadata, look.Links.Target.Bootstrap[0]), new ServersSeen(servers));
    }

    /// <summary>Listeners for clients: without advertised ones those that are listened at, the controller's left out (KafkaConfig.effectiveAdvertisedBrokerListeners).</summary>
    private static IEnumerable<(string Name, string? Protocol, string Address)> OfBroker(ConfigsSeen configs)
    {
        var controllers = Parts(Value(ControllerNames)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var protocols = Parts(Value(Protocols)).Select(part => part.Split(':', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        foreach (var part in Parts(Value(Advertised) is { Length: > 0 } advertised ? advertised : Value(Listeners)))
        {
            var pair = part.Split("://", 2);
            if (pair.Length == 2 && !controllers.Contains(pair[0])) yield return (pair[0], protocols.GetValueOrDefault(pair[0], pair[0]), pair[1]);
        }

        string Value(string key) => configs.Entries.GetValueOrDefault(key)?.Value ?? "";
    }

    private static IEnumerable<string> Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(EvidenceLimits.Brokers);

    private static async Task<ListenerSeen> TryAsync(Collection look, int broker, string? name, string? protocol, string address)
    {
        if (!HostPort.TryParse(address, out var parsed)) return new ListenerSeen(broker, name, address, null, new NotGradable(NotGradableCause.AdvertisedAddress, address));
        if (await look.Links.Target.Where(parsed) is not { } reached) return new ListenerSeen(broker, name, address, null, new NotGradable(NotGradableCause.AdvertisedAddress, address));
        var (tls, sasl) = (protocol?.Contains("SSL", StringComparison.OrdinalIgnoreCase) ?? look.Links.Target.Tls, protocol?.StartsWith("SASL", StringComparison.OrdinalIgnoreCase) ?? look.Links.Target.Sasl is not null);
        if (sasl && look.Links.Target.Sasl is null) return new ListenerSeen(broker, name, address, null, new NotGradable(NotGradableCause.Sasl, address));
        var asNamed = tls == look.Links.Target.Tls && sasl == look.Links.Target.Sasl is not null;
        var (cluster, problem) = await ClusterAsync(look, asNamed ? look.Links.To(reached) : look.Links.To(reached, LinkPurposes.Listener(tls, sasl)));
        return new ListenerSeen(broker, name, address, cluster, problem);
    }

    /// <summary>The id of the cluster that answers.</summary>
    private static async Task<(string? ClusterId, NotGradable? Problem)> ClusterAsync(Collection look, BrokerLink link)
    {
        try
        {
            return ((await link.AskAsync(new MetadataRequest { Topics = [], AllowAutoTopicCreation = false }, look.Cancel)).ClusterId, null);
        }
        catch (NotGradableException fault)
        {
            return (null, fault.Fault);
        }
    }
}
