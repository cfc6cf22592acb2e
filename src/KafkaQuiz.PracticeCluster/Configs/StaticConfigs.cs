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
        {
            Check(name, value);
            configs[name] = value;
        }
        return configs;
    }

    /// <summary>What a broker refuses to start with (ConfigDef.parseType).</summary>
    private static void Check(string name, string value)
    {
        if (!ConfigCatalog.Broker.TryGetValue(name, out var definition))
            throw new ArgumentException($"Unknown broker config {name}");
        var isNumber = definition.Type switch
        {
            ConfigType.Int => int.TryParse(value, CultureInfo.InvariantCulture, out _),
            ConfigType.Short => short.TryParse(value, CultureInfo.InvariantCulture, out _),
            ConfigType.Long => long.TryParse(value, CultureInfo.InvariantCulture, out _),
            ConfigType.Double => double.TryParse(value, CultureInfo.InvariantCulture, out _),
            _ => true,
        };
        if (!isNumber)
            throw new ArgumentException($"Invalid value {value} for configuration {name}: Not a number of type {definition.Type.ToString().ToUpperInvariant()}");
        if (definition.Type == ConfigType.Boolean && !bool.TryParse(value, out _))
            throw new ArgumentException($"Invalid value {value} for configuration {name}: Expected value to be either true or false");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
