using System.Globalization;

namespace KafkaQuiz.Bench;

/// <summary>
/// server.properties of the nodes that a workbench starts by itself: combined nodes 1 to 5, brokers at localhost:9092, 9094, 9096 …, controllers at the odd ports
/// between. Replication of internal topics fits the number of nodes; the rest is Kafka's default.
/// </summary>
internal static class NodeProperties
{
    /// <summary>The path of a node's file in the console.</summary>
    public static string PathOf(int node) => string.Create(CultureInfo.InvariantCulture, $"config/server-{node}.properties");

    public static IReadOnlyList<string> Of(int nodes, int logDirs) => [.. Enumerable.Range(1, nodes).Select(node => Of(node, nodes, logDirs))];

    /// <summary>Brokers' addresses on the machine.</summary>
    public static IReadOnlyList<string> Servers(int nodes) => [.. Enumerable.Range(1, nodes).Select(node => string.Create(CultureInfo.InvariantCulture, $"localhost:{Broker(node)}"))];

    private static string Of(int node, int nodes, int logDirs)
    {
        var voters = string.Join(',', Enumerable.Range(1, nodes).Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}@localhost:{Controller(id)}")));
        var replicas = Math.Min(3, nodes);
        return string.Create(CultureInfo.InvariantCulture, $"""
            process.roles=broker,controller
            node.id={node}
            controller.quorum.voters={voters}
            listeners=PLAINTEXT://localhost:{Broker(node)},CONTROLLER://localhost:{Controller(node)}
            advertised.listeners=PLAINTEXT://localhost:{Broker(node)}
            controller.listener.names=CONTROLLER
            inter.broker.listener.name=PLAINTEXT
            listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
            log.dirs={string.Join(',', Enumerable.Range(1, logDirs).Select(dir => logDirs == 1 ? $"/var/lib/kafka/node-{node}" : $"/var/lib/kafka/node-{node}/disk-{dir}"))}
            offsets.topic.replication.factor={replicas}
            transaction.state.log.replication.factor={replicas}
            transaction.state.log.min.isr={Math.Min(2, replicas)}
            group.initial.rebalance.delay.ms=0

            """);
    }

    private static int Broker(int node) => 9090 + (2 * node);

    private static int Controller(int node) => 9091 + (2 * node);
}
