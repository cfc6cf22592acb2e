using System.Globalization;
using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Controller;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Configs;

/// <summary>
/// What AlterConfigs and IncrementalAlterConfigs ask of one resource. The broker that is asked judges broker configs and loggers
/// (ConfigAdminManager.java), the active controller the rest, and writes them (ConfigurationControlManager.java): all or nothing.
/// </summary>
/// <param name="Type">The resource's type as sent, known or not.</param>
/// <param name="Name">The resource; of a broker empty for the cluster-wide default.</param>
/// <param name="Changes">What to change.</param>
/// <param name="Replaces">What is not among the changes goes, as AlterConfigs has it.</param>
internal sealed record ConfigAlteration(sbyte Type, string Name, IReadOnlyList<ConfigOperation> Changes, bool Replaces)
{
    private const string MinIsr = "min.insync.replicas";

    /// <summary>Most bytes of a value.</summary>
    private const int MaxValueSize = short.MaxValue;

    internal readonly record struct Outcome(ErrorCode Code, string? Message)
    {
        public static Outcome Good => new(ErrorCode.None, null);
    }

    private ConfigResourceType Kind => (ConfigResourceType)Type;

    /// <summary>Does them all, each for itself.</summary>
    public static async Task<List<Outcome>> RunAsync(RequestContext context, IReadOnlyList<ConfigAlteration> alterations, bool validateOnly)
    {
        var twice = alterations.GroupBy(a => (a.Type, a.Name)).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        var outcomes = alterations.Select(a => twice.Contains((a.Type, a.Name)) ? new Outcome(ErrorCode.InvalidRequest, "Each resource must appear at most once.") : a.AtBroker(context, validateOnly)).ToList();
        // A broker forwards for request.timeout.ms at most.
        if (outcomes.Exists(o => o is null) && !await context.Cluster.Quorum.WaitUntilActiveAsync(TimeSpan.FromSeconds(30), context.Gone))
            return [.. outcomes.Select(o => o ?? new Outcome(ErrorCode.RequestTimedOut, "The active controller was not found within the timeout."))];
        return [.. alterations.Select((a, i) => outcomes[i] ?? a.Refusal(context) ?? a.AtController(context.Cluster, validateOnly))];
    }

    private Outcome? Refusal(RequestContext context)
    {
        var (code, message) = ConfigResource.Refusal(Kind);
        return ConfigResource.Allows(context, AclOperation.AlterConfigs, Kind, Name) ? null : new Outcome(code, message);
    }

    /// <summary>The broker's part; null sends it on to the controller.</summary>
    private Outcome? AtBroker(RequestContext context, bool validateOnly)
    {
        if (Changes.DistinctBy(c => c.Name).Count() != Changes.Count)
            return new Outcome(ErrorCode.InvalidRequest, "Error due to duplicate config keys");
        if (Changes.Where(c => c.Kind != ConfigOperationKind.Delete && c.Value is null).Select(c => c.Name).ToList() is { Count: > 0 } nulls)
            return new Outcome(ErrorCode.InvalidRequest, $"Null value not supported for : {string.Join(", ", nulls)}");
        switch (Kind)
        {
            case ConfigResourceType.BrokerLogger when !Replaces && !ConfigResource.Allows(context, AclOperation.AlterConfigs, Kind, Name):
                return new Outcome(ConfigResource.Refusal(Kind).Code, null);
            case ConfigResourceType.BrokerLogger when !Replaces:
                var (code, message) = context.Cluster.Configs.Loggers.Change(context.Node.Id, Name, Changes, validateOnly);
                return new Outcome(code, message);
            case ConfigResourceType.Broker:
                return AtBroker(context.Cluster.Configs, context.Node.Id);
            case ConfigResourceType.Topic or ConfigResourceType.Group or ConfigResourceType.ClientMetrics:
                return null;
            default:
                return new Outcome(ErrorCode.InvalidRequest, $"Unknown resource type {Type}");
        }
    }

    private Outcome? AtBroker(ClusterConfigs configs, int broker)
    {
        if (Name.Length > 0)
        {
            if (!int.TryParse(Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                return new Outcome(ErrorCode.InvalidRequest, $"Node id must be an integer, but it is: {Name}");
            if (id != broker)
                return new Outcome(ErrorCode.InvalidRequest, $"Unexpected broker id, expected {broker}, but received {Name}");
        }
        foreach (var change in Changes)
        {
            if (!Enum.IsDefined(change.Kind))
                return new Outcome(ErrorCode.InvalidRequest, $"Unknown operations type {(sbyte)change.Kind}");
            if (change.Kind is not (ConfigOperationKind.Append or ConfigOperationKind.Subtract))
                continue;
            if (!ConfigCatalog.Broker.TryGetValue(change.Name, out var definition))
                return new Outcome(ErrorCode.InvalidConfig, $"Unknown config name: {change.Name}");
            if (definition.Type != ConfigType.List)
                return new Outcome(ErrorCode.InvalidConfig, $"Config value {change.Kind.ToString().ToLowerInvariant()} is not allowed for config key: {change.Name}");
        }
        return BrokerConfigRule.Fault(configs, broker, Name.Length == 0, After(configs.Set(Kind, Name)!)) is { } fault ? new Outcome(ErrorCode.InvalidRequest, fault) : null;
    }

    private Outcome AtController(ClusterState cluster, bool validateOnly)
    {
        Topic? topic = null;
        if (Kind == ConfigResourceType.Topic)
            cluster.Topics.TryGet(Name, out topic);
        var current = Kind == ConfigResourceType.Topic ? topic?.Overrides ?? [] : cluster.Configs.Set(Kind, Name)!;
        foreach (var change in Changes)
        {
            // Kafka's controller stumbles over an operation that it does not know.
            if (!Enum.IsDefined(change.Kind))
                return new Outcome(ErrorCode.UnknownServerError, null);
            if (change.Kind is ConfigOperationKind.Append or ConfigOperationKind.Subtract && Definition(change.Name)?.Type != ConfigType.List)
                return new Outcome(ErrorCode.InvalidConfig, $"Can't {change.Kind.ToString().ToUpperInvariant()} to key {change.Name} because its type is not LIST.");
        }
        var after = After(current);
        if (cluster.Features[Features.EligibleLeaderReplicas] > 0 && MinIsrFault(current, after) is { } refused)
            return new Outcome(ErrorCode.InvalidConfig, refused);
        if (after.Values.Any(v => v.Length > MaxValueSize))
            return new Outcome(ErrorCode.InvalidConfig, $"The configuration value cannot be added because it exceeds the maximum value size of {MaxValueSize} bytes.");
        if (Check(cluster, after) is { Code: not ErrorCode.None } fault)
            return fault;
        if (Kind == ConfigResourceType.Topic && topic is null)
            return new Outcome(ErrorCode.UnknownTopicOrPartition, $"The topic '{Name}' does not exist.");
        if (!validateOnly)
            ConfigChange.Apply(cluster, Kind, Name, after, [.. Written(current, after)]);
        return Outcome.Good;
    }

    private Outcome Check(ClusterState cluster, Dictionary<string, string> after)
    {
        switch (Kind)
        {
            case ConfigResourceType.Topic when Name.Length == 0:
                return new Outcome(ErrorCode.InvalidRequest, "Default topic resources are not allowed.");
            case ConfigResourceType.Topic when TopicName.Fault(Name) is { } fault:
                return new Outcome(ErrorCode.InvalidTopicException, fault);
            case ConfigResourceType.Topic:
                return TopicConfigRule.Fault(cluster.Configs, after) is { } wrong ? new Outcome(ErrorCode.InvalidConfig, wrong) : Outcome.Good;
            case ConfigResourceType.Group when Name.Length == 0:
                return new Outcome(ErrorCode.InvalidRequest, "Default group resources are not allowed.");
            case ConfigResourceType.Group:
                return GroupConfigRule.Fault(cluster.Configs, after) is { } bad ? new Outcome(ErrorCode.InvalidConfig, bad) : Outcome.Good;
            case ConfigResourceType.ClientMetrics:
                var (code, message) = ClientMetricsRule.Check(Name, after);
                return new Outcome(code, message);
            default:
                return Outcome.Good;
        }
    }

    /// <summary>Eligible leader replicas need one minimum for the cluster (KIP-966).</summary>
    private string? MinIsrFault(Dictionary<string, string> before, Dictionary<string, string> after)
    {
        if (Kind != ConfigResourceType.Broker)
            return null;
        if (Name.Length > 0)
            return Changes.Any(c => c.Name == MinIsr) ? "Broker-level min.insync.replicas cannot be altered while ELR is enabled." : null;
        return before.ContainsKey(MinIsr) && !after.ContainsKey(MinIsr) ? "Cluster-level min.insync.replicas cannot be removed while ELR is enabled." : null;
    }

    private Dictionary<string, string> After(Dictionary<string, string> current)
    {
        var after = Replaces ? [] : new Dictionary<string, string>(current);
        foreach (var change in Changes)
        {
            if (change.Apply(current.GetValueOrDefault(change.Name), Definition(change.Name)?.Default) is { } value)
                after[change.Name] = value;
            else
                after.Remove(change.Name);
        }
        return after;
    }

    /// <summary>The configs that the controller writes records of: of brokers all that were named (KAFKA-14136), else what differs.</summary>
    private IEnumerable<string> Written(Dictionary<string, string> before, Dictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Where(n => before.GetValueOrDefault(n) != after.GetValueOrDefault(n))
            .Union(Kind == ConfigResourceType.Broker ? Changes.Select(c => c.Name) : []);

    private ConfigDefinition? Definition(string name) => (Kind switch
    {
        ConfigResourceType.Topic => ConfigCatalog.Topic,
        ConfigResourceType.Broker => ConfigCatalog.Broker,
        ConfigResourceType.Group => ConfigCatalog.Group,
        // As in Kafka, whose controller does not know these as lists.
        _ => null,
    })?.GetValueOrDefault(name);
}
