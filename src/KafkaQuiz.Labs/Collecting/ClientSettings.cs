using Confluent.Kafka;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Gateway;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// librdkafka's settings: fixed here, nothing of them is the learner's but the SASL identity. TLS is the gateway's, towards the broker; the
/// loopback side is plain.
/// </summary>
internal static class ClientSettings
{
    public static AdminClientConfig Admin(KafkaGateway gateway)
    {
        var config = new AdminClientConfig();
        Fill(config, gateway);
        return config;
    }

    public static ProducerConfig Producer(KafkaGateway gateway)
    {
        var config = new ProducerConfig
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            LingerMs = 20,
            BatchSize = 256 * 1024,
            MessageTimeoutMs = 20_000,
            CompressionType = CompressionType.None,
        };
        Fill(config, gateway);
        return config;
    }

    private static void Fill(ClientConfig config, KafkaGateway gateway)
    {
        config.ClientId = "kafkaquiz-grader";
        config.BootstrapServers = gateway.BootstrapServers;
        config.BrokerAddressFamily = BrokerAddressFamily.V4;
        config.AllowAutoCreateTopics = false;
        config.SocketTimeoutMs = (int)EvidenceLimits.Request.TotalMilliseconds + 500;
        config.SocketConnectionSetupTimeoutMs = (int)EvidenceLimits.Request.TotalMilliseconds;
        config.ReconnectBackoffMs = 50;
        config.ReconnectBackoffMaxMs = 500;
        config.TopicMetadataRefreshIntervalMs = -1;
        config.EnableMetricsPush = false;
        if (gateway.Target.Sasl is not { } sasl) return;
        config.SecurityProtocol = SecurityProtocol.SaslPlaintext;
        config.SaslMechanism = sasl.Mechanism switch
        {
            Protocol.Client.SaslMechanism.Plain => Confluent.Kafka.SaslMechanism.Plain,
            Protocol.Client.SaslMechanism.ScramSha256 => Confluent.Kafka.SaslMechanism.ScramSha256,
            _ => Confluent.Kafka.SaslMechanism.ScramSha512,
        };
        config.SaslUsername = sasl.Username;
        config.SaslPassword = sasl.Password;
    }
}
