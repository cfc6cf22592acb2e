namespace KafkaQuiz.Practice.Configs;

/// <summary>Where a value comes from, numbered as DescribeConfigs does; of a topic's or a broker's, the lower number wins.</summary>
internal enum ConfigSource : sbyte
{
    DynamicTopic = 1,
    DynamicBroker = 2,
    DynamicDefaultBroker = 3,
    StaticBroker = 4,
    Default = 5,
    BrokerLogger = 6,
    ClientMetrics = 7,
    Group = 8,
}

/// <summary>One value of a config with where it comes from.</summary>
internal sealed record ConfigValue(string Name, string? Value, ConfigSource Source);
