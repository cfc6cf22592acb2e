namespace KafkaQuiz.Practice.Configs;

/// <summary>Value types, numbered as DescribeConfigs v3+ does.</summary>
internal enum ConfigType : sbyte
{
    Boolean = 1,
    String = 2,
    Int = 3,
    Short = 4,
    Long = 5,
    Double = 6,
    List = 7,
    Class = 8,
    Password = 9,
}

/// <summary>Where a value comes from, numbered as DescribeConfigs does; the lower number wins.</summary>
internal enum ConfigSource : sbyte
{
    DynamicTopic = 1,
    DynamicBroker = 2,
    DynamicDefaultBroker = 3,
    StaticBroker = 4,
    Default = 5,
}

/// <summary>A config that Kafka knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Default">Kafka's default; null for none.</param>
/// <param name="BrokerName">For a topic config, the broker config that stands behind it; null for none.</param>
/// <param name="IsReadOnly">Cannot be altered while the broker runs.</param>
/// <param name="IsSensitive">Its value is never shown.</param>
/// <param name="Documentation">Kafka's own text, English.</param>
internal sealed record ConfigDefinition(
    string Name, ConfigType Type, string? Default, string? BrokerName, bool IsReadOnly, bool IsSensitive, string? Documentation);

/// <summary>One value of a config with where it comes from.</summary>
internal sealed record ConfigValue(string Name, string? Value, ConfigSource Source);
