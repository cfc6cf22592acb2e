namespace KafkaQuiz.Practice.Tests.Network;

/// <summary>A cluster that somebody sends nonsense to: whatever it was, no handler has failed and the others are served.</summary>
public abstract class NetworkTest(PracticeClusterOptions options) : IAsyncLifetime
{
    protected PracticeCluster Cluster { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Cluster = await PracticeCluster.StartAsync(options with { Seed = 1 }, Cancel);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var fault = Cluster.LastFault;
        if (fault is null)
            await AssertServedAsync();
        await Cluster.DisposeAsync();
        Assert.Null(fault);
    }

    protected async Task AssertServedAsync()
    {
        for (var broker = 1; broker <= options.Brokers; broker++)
        {
            using var client = await RawClient.ConnectAsync(Cluster, broker);
            Assert.True(await client.IsServedAsync());
        }
    }
}
