namespace KafkaQuiz.Practice.Configs;

/// <summary>What has configs (ConfigResource.Type).</summary>
internal enum ConfigResourceType : sbyte
{
    Topic = 2,
    Broker = 4,
    BrokerLogger = 8,
    ClientMetrics = 16,
    Group = 32,
}
