namespace KafkaQuiz.Practice.Configs;

/// <summary>Value types, numbered as DescribeConfigs v3+ does.</summary>
internal enum ConfigType : sbyte
{
    /// <summary>Of a config that Kafka does not know.</summary>
    Unknown = 0,
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

/// <summary>How a broker config can change (DynamicBrokerConfig.java).</summary>
internal enum ConfigMode
{
    /// <summary>With a restart of the broker.</summary>
    Static,

    /// <summary>While it runs, for one broker only.</summary>
    PerBroker,

    /// <summary>While it runs, for one broker or for all.</summary>
    ClusterWide,
}

/// <summary>A config that Kafka knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Default">Kafka's default; null for none.</param>
/// <param name="Mode">How it changes; for broker configs.</param>
/// <param name="BrokerNames">
/// The broker configs that give its value when it is not set on the topic or group itself, or a broker config's own names: the first that
/// is set counts (log.retention.ms, log.retention.minutes, log.retention.hours). Empty when no broker config stands behind it.
/// </param>
/// <param name="Rule">What its values must be, as <see cref="ConfigRule"/> reads it; empty for anything of the type.</param>
/// <param name="IsInternal">Not described unless it is set.</param>
internal sealed record ConfigDefinition(
    string Name, ConfigType Type, string? Default, ConfigMode Mode, IReadOnlyList<string> BrokerNames, string Rule, bool IsInternal)
{
    /// <summary>Its value is never shown; nor is that of a config whose type nobody knows.</summary>
    public bool IsSensitive => Type is ConfigType.Password or ConfigType.Unknown;

    /// <summary>A throttle of replication: set dynamically or not there at all (QuotaConfig.brokerQuotaConfigs).</summary>
    public bool IsThrottle => Name is "leader.replication.throttled.rate" or "follower.replication.throttled.rate" or "replica.alter.log.dirs.io.max.bytes.per.second";

    /// <summary>A config that Kafka does not know, as a custom plug-in may have.</summary>
    public static ConfigDefinition Unknown(string name) => new(name, ConfigType.Unknown, null, ConfigMode.Static, [name], "", false);
}
