namespace KafkaQuiz.Labs.Checks;

/// <summary>Kafka's own names of the places that a config's value comes from, as kafka-configs prints them.</summary>
internal static class ConfigSources
{
    public static string Name(int source) => source switch
    {
        1 => "DYNAMIC_TOPIC_CONFIG",
        2 => "DYNAMIC_BROKER_CONFIG",
        3 => "DYNAMIC_DEFAULT_BROKER_CONFIG",
        4 => "STATIC_BROKER_CONFIG",
        5 => "DEFAULT_CONFIG",
        _ => "UNKNOWN",
    };
}
