using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>The practice cluster's server.properties: what differs from Kafka's defaults, then what the caller sets.</summary>
internal static class StaticConfigs
{
    public static Dictionary<string, string> For(PracticeClusterOptions options)
    {
        var configs = new Dictionary<string, string>
        {
            ["process.roles"] = "broker,controller",
            ["controller.listener.names"] = "CONTROLLER",
            ["inter.broker.listener.name"] = "PLAINTEXT",
            ["listener.security.protocol.map"] = "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
            ["offsets.topic.replication.factor"] = Number(Math.Min(3, options.Brokers)),
            ["transaction.state.log.replication.factor"] = Number(Math.Min(3, options.Brokers)),
            ["transaction.state.log.min.isr"] = Number(Math.Min(2, options.Brokers)),
            // Learners should not wait; Kafka's default is 3000.
            ["group.initial.rebalance.delay.ms"] = "0",
        };
        foreach (var (name, value) in options.Configs)
            configs[name] = value;
        return configs;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
