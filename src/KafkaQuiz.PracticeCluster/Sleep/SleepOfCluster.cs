using KafkaQuiz.Practice.Configs;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Servers;

namespace KafkaQuiz.Practice.Sleep;

/// <summary>What is saved of a cluster, or of a part of one that is cut off. Only on the loop.</summary>
internal static class SleepOfCluster
{
    public static void Exchange(SleepArchive a, ClusterState cluster)
    {
        if (cluster.Home is null)
            Shared(a, cluster);
        cluster.Quorum.Exchange(a);
        foreach (var (feature, level) in a.Map(cluster.Features.Levels, a.Short))
            cluster.Features[feature] = level;
        Exchange(a, cluster.Configs);
        foreach (var acl in a.List(cluster.Acls.All.OrderBy(l => l.ToString(), StringComparer.Ordinal), l => Entry(a, l)).Where(_ => a.IsWaking))
            cluster.Acls.TryAdd(acl);
        cluster.Scram.Exchange(a);
        foreach (var broker in a.List(cluster.Brokers.Values, b => Registered(a, cluster, b)).Where(_ => a.IsWaking))
            cluster.Brokers.Add(broker.Id, broker);
        SleepOfTopics.Exchange(a, cluster);
        if (cluster.Home is null)
            SleepOfGroups.Exchange(a, cluster);
    }

    public static List<Voter> Voters(SleepArchive a, IReadOnlyList<Voter> voters) =>
        a.List(voters, v => new Voter(a.Int(v?.Id ?? 0), a.Text(v?.Host ?? ""), a.Int(v?.Port ?? 0), a.Id(v?.Directory ?? default)));

    /// <summary>What a part that is cut off has in common with its cluster.</summary>
    private static void Shared(SleepArchive a, ClusterState cluster)
    {
        foreach (var node in a.List(cluster.Nodes.Values, n => a.Reference(a.Nodes, n)).Where(_ => a.IsWaking))
            cluster.Join(node);
        foreach (var (entity, values) in a.List(cluster.Quotas.All.Select(q => (q.Entity, Values: q.Values.ToDictionary())), q => (Entity(a, q.Entity), a.Map(q.Values ?? [], a.Double))).Where(_ => a.IsWaking))
        {
            foreach (var (key, value) in values)
                cluster.Quotas.Set(entity, key, value);
        }
        cluster.ProducerIds.Exchange(a);
    }

    private static Dictionary<string, string?> Entity(SleepArchive a, Dictionary<string, string?>? entity) => a.Map(entity ?? [], a.OptionalText);

    private static void Exchange(SleepArchive a, ClusterConfigs configs)
    {
        Fill(configs.DynamicDefaults, a.Configs(configs.DynamicDefaults));
        Fill(configs.DynamicBrokers, a.Map(configs.DynamicBrokers, c => a.Configs(c ?? [])));
        Fill(configs.Groups, a.Map(configs.Groups, c => a.Configs(c ?? [])));
        Fill(configs.ClientMetrics, a.Map(configs.ClientMetrics, c => a.Configs(c ?? [])));
        configs.Loggers.Exchange(a);

        void Fill<TKey, TValue>(IDictionary<TKey, TValue> target, Dictionary<TKey, TValue> read)
            where TKey : notnull
        {
            foreach (var (key, value) in read.Where(_ => a.IsWaking))
                target[key] = value;
        }
    }

    private static Acl Entry(SleepArchive a, Acl? acl) => new(
        a.Enum(acl?.Type ?? default), a.Text(acl?.Name ?? ""), a.Enum(acl?.Pattern ?? default), a.Text(acl?.Principal ?? ""), a.Text(acl?.Host ?? ""),
        a.Enum(acl?.Operation ?? default), a.Enum(acl?.Permission ?? default));

    private static Broker Registered(SleepArchive a, ClusterState cluster, Broker? broker)
    {
        var node = a.Reference(a.Nodes, broker?.Node!);
        broker ??= new Broker(cluster, node);
        broker.Exchange(a);
        return broker;
    }
}
