using KafkaQuiz.Practice.Tests.Clients;

namespace KafkaQuiz.Practice.Tests.Tools;

/// <summary>kafka-configs, kafka-features and kafka-client-metrics of Kafka 4.3.1: they print about a practice cluster what they print about a real one.</summary>
public sealed class ConfigToolsTests : IAsyncLifetime
{
    private PracticeCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        KafkaTool.SkipIfMissing();
        _cluster = await PracticeCluster.StartAsync(new() { Seed = 1 }, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is null)
            return;
        var fault = _cluster.LastFault;
        await _cluster.DisposeAsync();
        Assert.Null(fault);
    }

    [Fact]
    public async Task Kafka_configs_changes_and_describes_a_topic()
    {
        await _cluster.CreateTopicAsync("orders");
        Assert.Equal("Completed updating config for topic orders.\n", await ConfigsAsync("--alter --entity-type topics --entity-name orders --add-config retention.ms=60000,cleanup.policy=[compact,delete]"));
        Assert.Equal("""
            Dynamic configs for topic orders are:
              cleanup.policy=compact,delete sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete, DEFAULT_CONFIG:log.cleanup.policy=delete}
              retention.ms=60000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=60000}

            """, await ConfigsAsync("--describe --entity-type topics --entity-name orders"));
        Assert.Equal("Completed updating config for topic orders.\n", await ConfigsAsync("--alter --entity-type topics --entity-name orders --delete-config retention.ms"));
        Assert.Contains("InvalidConfigurationException: Invalid value soon for configuration retention.ms: Not a number of type LONG",
            await ConfigsAsync("--alter --entity-type topics --entity-name orders --add-config retention.ms=soon"), StringComparison.Ordinal);
        Assert.Contains("min.insync.replicas=1 sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:min.insync.replicas=1, DEFAULT_CONFIG:min.insync.replicas=1}",
            await ConfigsAsync("--describe --entity-type topics --entity-name orders --all"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_configs_changes_and_describes_brokers_and_their_loggers()
    {
        Assert.Equal("Completed updating default config for brokers in the cluster.\n", await ConfigsAsync("--alter --entity-type brokers --entity-default --add-config log.retention.ms=60000"));
        Assert.Equal("""
            Default configs for brokers in the cluster are:
              log.retention.ms=60000 sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:log.retention.ms=60000}
              min.insync.replicas=1 sensitive=false synonyms={DYNAMIC_DEFAULT_BROKER_CONFIG:min.insync.replicas=1}

            """, await ConfigsAsync("--describe --entity-type brokers --entity-default"));
        Assert.Equal("Completed updating config for broker 2.\n", await ConfigsAsync("--alter --entity-type brokers --entity-name 2 --add-config log.cleaner.threads=2"));
        Assert.Equal("""
            Dynamic configs for broker 2 are:
              log.cleaner.threads=2 sensitive=false synonyms={DYNAMIC_BROKER_CONFIG:log.cleaner.threads=2, DEFAULT_CONFIG:log.cleaner.threads=1}

            """, await ConfigsAsync("--describe --entity-type brokers --entity-name 2"));
        Assert.Contains("InvalidRequestException: Cannot update these configs dynamically: [num.partitions]",
            await ConfigsAsync("--alter --entity-type brokers --entity-name 2 --add-config num.partitions=2"), StringComparison.Ordinal);
        Assert.Equal("Completed updating config for broker-logger 1.\n", await ConfigsAsync("--alter --entity-type broker-loggers --entity-name 1 --add-config kafka.server.KafkaApis=DEBUG"));
        Assert.Contains("  kafka.server.KafkaApis=DEBUG sensitive=false synonyms={}\n", await ConfigsAsync("--describe --entity-type broker-loggers --entity-name 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_configs_keeps_quotas_of_users_clients_and_addresses()
    {
        Assert.Equal("Completed updating config for user alice.\n", await ConfigsAsync("--alter --entity-type users --entity-name alice --add-config producer_byte_rate=1000"));
        Assert.Equal("Completed updating config for user alice.\n", await ConfigsAsync("--alter --entity-type users --entity-name alice --entity-type clients --entity-name web --add-config consumer_byte_rate=500"));
        Assert.Equal("Completed updating default config for clients in the cluster.\n", await ConfigsAsync("--alter --entity-type clients --entity-default --add-config request_percentage=50"));
        Assert.Equal("Completed updating config for ip 127.0.0.1.\n", await ConfigsAsync("--alter --entity-type ips --entity-name 127.0.0.1 --add-config connection_creation_rate=10"));
        Assert.Equal("Quota configs for user-principal 'alice', client-id 'web' are consumer_byte_rate=500.0\n", await ConfigsAsync("--describe --entity-type users --entity-type clients"));
        Assert.Equal("Quota configs for the default client-id are request_percentage=50.0\n", await ConfigsAsync("--describe --entity-type clients"));
        Assert.Equal("Quota configs for ip '127.0.0.1' are connection_creation_rate=10.0\n", await ConfigsAsync("--describe --entity-type ips"));
        Assert.Equal("Completed updating config for user alice.\n", await ConfigsAsync("--alter --entity-type users --entity-name alice --delete-config producer_byte_rate"));
    }

    [Fact]
    public async Task Kafka_configs_changes_a_group_and_client_metrics()
    {
        Assert.Equal("Completed updating config for group g.\n", await ConfigsAsync("--alter --entity-type groups --entity-name g --add-config consumer.session.timeout.ms=50000"));
        Assert.Equal("""
            Dynamic configs for group g are:
              consumer.session.timeout.ms=50000 sensitive=false synonyms={DYNAMIC_GROUP_CONFIG:consumer.session.timeout.ms=50000, DEFAULT_CONFIG:group.consumer.session.timeout.ms=45000}

            """, await ConfigsAsync("--describe --entity-type groups"));
        Assert.Equal("Altered client metrics config for m.\n", await _cluster.KafkaAsync("kafka-client-metrics", "--alter --name m --metrics org.apache.kafka.producer. --interval 1000"));
        Assert.Equal("Client metrics configs for m are:\n  interval.ms=1000\n  match=\n  metrics=org.apache.kafka.producer.\n", await _cluster.KafkaAsync("kafka-client-metrics", "--describe --name m"));
        Assert.Equal("m\n", await _cluster.KafkaAsync("kafka-client-metrics", "--list"));
    }

    [Fact]
    public async Task Kafka_features_lowers_and_raises_levels()
    {
        Assert.Equal("group.version was downgraded to 0.\n", await _cluster.KafkaAsync("kafka-features", "downgrade --feature group.version=0"));
        Assert.Equal("group.version was upgraded to 1.\n", await _cluster.KafkaAsync("kafka-features", "upgrade --feature group.version=1"));
        Assert.Matches("^Could not upgrade group.version to 7. The update failed for all features since the following feature had an error: Invalid update version 7 for feature group.version. Local controller [1-3] only supports versions 0-1\n",
            await _cluster.KafkaAsync("kafka-features", "upgrade --feature group.version=7"));
    }

    private Task<string> ConfigsAsync(string arguments) => _cluster.KafkaAsync("kafka-configs", arguments);
}
