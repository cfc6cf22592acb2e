using KafkaQuiz.Practice.Sleep;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Configs;

/// <summary>
/// Levels of the brokers' loggers (KIP-412), by broker; gone when it restarts. The practice cluster writes no log: it keeps the levels and
/// knows Kafka's loggers that people turn up.
/// </summary>
internal sealed class BrokerLoggers
{
    private const string Root = "root";

    private static readonly string[] Levels = ["DEBUG", "ERROR", "FATAL", "INFO", "TRACE", "WARN"];

    /// <summary>A broker's loggers after its start. Kafka has one for every class that has logged, about 150.</summary>
    private static readonly string[] Names =
    [
        Root, "state.change.logger", "kafka.coordinator.transaction.TransactionCoordinator", "kafka.log.LogManager", "kafka.network.Processor",
        "kafka.network.RequestChannel$", "kafka.network.SocketServer", "kafka.request.logger", "kafka.server.BrokerServer", "kafka.server.ControllerApis",
        "kafka.server.ControllerServer", "kafka.server.KafkaApis", "kafka.server.KafkaRaftServer", "kafka.server.KafkaRequestHandler",
        "kafka.server.ReplicaManager", "org.apache.kafka.clients.NetworkClient", "org.apache.kafka.controller.QuorumController",
        "org.apache.kafka.controller.ReplicationControlManager", "org.apache.kafka.coordinator.group.GroupCoordinatorService",
        "org.apache.kafka.image.loader.MetadataLoader", "org.apache.kafka.raft.KafkaRaftClient", "org.apache.kafka.server.BrokerLifecycleManager",
        "org.apache.kafka.storage.internals.log.Cleaner", "org.apache.kafka.storage.internals.log.LogCleaner",
        "org.apache.kafka.storage.internals.log.LogSegment", "org.apache.kafka.storage.internals.log.ProducerStateManager",
        "org.apache.kafka.storage.internals.log.UnifiedLog",
    ];

    private readonly Dictionary<(int Broker, string Logger), string> _set = [];

    /// <summary>A broker's loggers with their levels.</summary>
    public IEnumerable<(string Name, string Level)> Of(int broker) => Names.Select(n => (n, Level(broker, n)));

    public void Forget(int broker)
    {
        foreach (var key in _set.Keys.Where(k => k.Broker == broker).ToList())
            _set.Remove(key);
    }

    /// <summary>Checks changes of a broker's loggers and makes them unless they are only to be checked (RuntimeLoggerManager).</summary>
    public (ErrorCode Code, string? Message) Change(int broker, string name, IEnumerable<ConfigOperation> changes, bool validateOnly)
    {
        if (!int.TryParse(name, out var id))
            return (ErrorCode.InvalidRequest, $"Node id must be an integer, but it is: {name}");
        if (id != broker)
            return (ErrorCode.InvalidRequest, $"Unexpected node id. Expected {broker}, but received {name}");
        foreach (var change in changes)
        {
            if (change.Kind is ConfigOperationKind.Append or ConfigOperationKind.Subtract)
                return (ErrorCode.InvalidRequest, $"{change.Kind.ToString().ToUpperInvariant()} operation is not allowed for the BROKER_LOGGER resource");
            if (!Names.Contains(change.Name))
                return (ErrorCode.InvalidConfig, $"Logger {change.Name} does not exist!");
            if (change.Kind == ConfigOperationKind.Delete && change.Name == Root)
                return (ErrorCode.InvalidRequest, "Removing the log level of the root logger is not allowed");
            if (change.Kind == ConfigOperationKind.Set && !Levels.Contains(change.Value))
                return (ErrorCode.InvalidConfig, $"Cannot set the log level of {change.Name} to {change.Value} as it is not a supported log level. Valid log levels are {string.Join(", ", Levels)}");
        }
        foreach (var change in changes.Where(_ => !validateOnly))
        {
            if (change.Kind == ConfigOperationKind.Set)
                _set[(broker, change.Name)] = change.Value!;
            else
                _set.Remove((broker, change.Name));
        }
        return (ErrorCode.None, null);
    }

    public void Exchange(SleepArchive a)
    {
        foreach (var (key, level) in a.List(_set.OrderBy(s => s.Key), s => KeyValuePair.Create((a.Int(s.Key.Broker), a.Text(s.Key.Logger ?? "")), a.Text(s.Value ?? ""))))
            _set[key] = level;
    }

    private string Level(int broker, string name) => _set.GetValueOrDefault((broker, name)) ?? _set.GetValueOrDefault((broker, Root)) ?? "INFO";
}
