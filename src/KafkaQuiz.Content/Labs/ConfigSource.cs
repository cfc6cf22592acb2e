namespace KafkaQuiz.Content.Labs;

/// <summary>Where a config's value comes from, by the numbers of DescribeConfigs (KIP-226).</summary>
public enum ConfigSource
{
    /// <summary><c>topic</c>: set on the topic itself.</summary>
    Topic = 1,

    /// <summary><c>dynamic-broker</c>: set dynamically on one broker.</summary>
    DynamicBroker = 2,

    /// <summary><c>dynamic-default</c>: set dynamically as the default of the whole cluster.</summary>
    DynamicDefault = 3,

    /// <summary><c>static</c>: from the broker's properties file.</summary>
    Static = 4,

    /// <summary><c>default</c>: Kafka's own default.</summary>
    Default = 5,
}
