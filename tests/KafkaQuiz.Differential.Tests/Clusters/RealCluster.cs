using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Differential.Tests.Clusters;

/// <summary>Three processes of the Kafka that KAFKA_HOME names.</summary>
internal sealed class RealCluster(LocalCluster cluster) : IDifferentialCluster
{
    public string Name => "kafka";

    public string BootstrapServers => cluster.BootstrapServers;

    public static async Task<RealCluster> StartAsync(KafkaHome home) => new(await LocalCluster.StartAsync(home, brokers: 3, logDirs: 2, SharedConfigs.All));

    public Task StopAsync(int broker) => cluster.SignalAsync(broker, "TERM");

    public Task KillAsync(int broker) => cluster.SignalAsync(broker, "KILL");

    public Task HangAsync(int broker) => cluster.SignalAsync(broker, "STOP");

    public async Task StartAsync(int broker)
    {
        await cluster.SignalAsync(broker, "CONT");
        await cluster.RestartAsync(broker);
    }

    public Task PassAsync(TimeSpan span) => Task.Delay(span);

    public void AssertSound()
    {
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
