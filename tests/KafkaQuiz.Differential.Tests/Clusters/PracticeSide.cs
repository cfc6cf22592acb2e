using KafkaQuiz.Practice;

namespace KafkaQuiz.Differential.Tests.Clusters;

/// <summary>A practice cluster whose time runs with the wall clock, and ahead of it when a scenario waits.</summary>
internal sealed class PracticeSide(PracticeCluster cluster) : IDifferentialCluster
{
    public string Name => "practice";

    public string BootstrapServers => cluster.BootstrapServers;

    public static async Task<PracticeSide> StartAsync() =>
        new(await PracticeCluster.StartAsync(new() { Brokers = 3, Seed = 1, Configs = new Dictionary<string, string>(SharedConfigs.All) { ["log.dirs"] = "/data/one,/data/one-b" } }));

    public Task StopAsync(int broker) => cluster.StopBrokerAsync(broker);

    public Task KillAsync(int broker) => cluster.KillBrokerAsync(broker);

    public Task HangAsync(int broker) => cluster.HangBrokerAsync(broker);

    public Task StartAsync(int broker) => cluster.StartBrokerAsync(broker);

    /// <summary>Answers and timers that are due take the loop a moment, however far time is ahead.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        await cluster.AdvanceAsync(span);
        await Task.Delay(1);
    }

    public void AssertSound() => Assert.Null(cluster.LastFault);

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
