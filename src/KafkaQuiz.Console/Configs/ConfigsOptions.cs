using System.Globalization;
using System.Net;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Configs;

/// <summary>kafka-configs' options: which entities are meant, and the checks in the order in which the tool makes them.</summary>
internal sealed class ConfigsOptions
{
    public const string Topics = "topics";
    public const string Clients = "clients";
    public const string Users = "users";
    public const string Brokers = "brokers";
    public const string Ips = "ips";
    public const string ClientMetrics = "client-metrics";
    public const string Groups = "groups";
    public const string BrokerLoggers = "broker-loggers";

    private static readonly string[] Types = [Topics, Clients, Users, Brokers, Ips, ClientMetrics, Groups, BrokerLoggers];
    private static readonly (string Option, string Type)[] Flags =
        [("topic", Topics), ("client", Clients), ("user", Users), ("broker", Brokers), ("broker-logger", BrokerLoggers), ("ip", Ips), ("client-metrics", ClientMetrics), ("group", Groups)];
    private static readonly (string Option, string Type)[] Defaults =
        [("client-defaults", Clients), ("user-defaults", Users), ("broker-defaults", Brokers), ("ip-defaults", Ips)];

    private ConfigsOptions(OptionSet set)
    {
        Set = set;
        EntityTypes = [.. set.ValuesOf("entity-type"), .. Flags.Concat(Defaults).Where(f => set.Has(f.Option)).Select(f => f.Type)];
        var names = new Queue<string>(set.ValuesOf("entity-name"));
        EntityNames =
        [
            .. set.Detected.Where(s => s.Name is "entity-name" or "entity-default").Select(s => s.Name == "entity-name" ? names.Dequeue() : ""),
            .. Flags.Where(f => set.Has(f.Option)).Select(f => set.ValueOf(f.Option)!),
            .. Defaults.Where(f => set.Has(f.Option)).Select(_ => ""),
        ];
    }

    public OptionSet Set { get; }

    public IReadOnlyList<string> EntityTypes { get; }

    /// <summary>Empty text stands for the default entity.</summary>
    public IReadOnlyList<string> EntityNames { get; }

    public static ConfigsOptions Parse(ToolContext context, Usage usage)
    {
        var set = OptionParser.Parse(usage, context.Arguments);
        context.MaybePrintHelpOrVersion(set, "This tool helps to manipulate and describe entity config for a topic, client, user, broker, ip, client-metrics or group");
        if ((set.Has("alter") ? 1 : 0) + (set.Has("describe") ? 1 : 0) != 1)
            throw context.UsageAndExit(usage, "Command must include exactly one action: --describe, --alter");
        context.CheckInvalid(set, "describe", "alter", "add-config", "delete-config");
        var options = new ConfigsOptions(set);
        options.CheckEntities();
        options.CheckNames();
        options.CheckAction();
        return options;
    }

    private void CheckEntities()
    {
        var twice = EntityTypes.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key).ToList();
        Require(twice.Count == 0, "Duplicate entity type(s) specified: " + string.Join(",", twice));
        foreach (var type in EntityTypes)
            Require(Types.Contains(type), $"Invalid entity type {type}, the entity type must be one of {string.Join(", ", Types)} with a --bootstrap-server or --bootstrap-controller argument");
        Require(EntityTypes.Count > 0, "At least one entity type must be specified");
        Require(EntityTypes.Count == 1 || EntityTypes.ToHashSet().SetEquals([Users, Clients]), "Only 'users' and 'clients' entity types may be specified together");
        var general = new[] { "entity-name", "entity-type", "entity-default" }.Any(Set.Has);
        Require(!general || !Flags.Concat(Defaults).Any(f => Set.Has(f.Option)), "--entity-{type,name,default} should not be used in conjunction with specific entity flags");
        var connections = (Set.Has("bootstrap-server") ? 1 : 0) + (Set.Has("bootstrap-controller") ? 1 : 0);
        Require(connections > 0, "Either --bootstrap-server or --bootstrap-controller must be specified.");
        Require(connections < 2, "Only one of --bootstrap-server or --bootstrap-controller can be specified.");
    }

    private void CheckNames()
    {
        var named = EntityNames.Where(n => n.Length > 0).ToList();
        if (EntityTypes.Contains(Brokers) || EntityTypes.Contains(BrokerLoggers))
        {
            foreach (var name in named)
                Require(int.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _), $"The entity name for {EntityTypes[0]} must be a valid integer broker id, but it is: {name}");
        }
        if (EntityTypes.Contains(Ips))
        {
            foreach (var name in named)
                Require(IPAddress.TryParse(name, out _), $"The entity name for {EntityTypes[0]} must be a valid IP or resolvable host, but it is: {name}");
        }
    }

    private void CheckAction()
    {
        var named = EntityNames.Any(n => n.Length > 0);
        var withDefaults = EntityTypes.Any(t => t is Users or Clients or Brokers or Ips);
        var types = string.Join(",", EntityTypes);
        if (Set.Has("describe"))
        {
            Require(withDefaults || !Set.Has("entity-default"), "--entity-default must not be specified with --describe of " + types);
            Require(named || !EntityTypes.Contains(BrokerLoggers), "An entity name must be specified with --describe of " + types);
            return;
        }
        if (withDefaults)
            Require(EntityNames.Count > 0, "An entity-name or default entity must be specified with --alter of users, clients, brokers or ips");
        else
            Require(named, "An entity name must be specified with --alter of " + types);
        Require(!Set.Has("add-config") || !Set.Has("add-config-file"), "Only one of --add-config or --add-config-file must be specified");
        Require(Set.Has("add-config") || Set.Has("add-config-file") || Set.Has("delete-config"), "At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter");
        Require(EntityTypes.Count == EntityNames.Count, "An entity name must be specified for every entity type");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw JavaException.IllegalArgument(message);
    }
}
