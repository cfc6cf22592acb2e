namespace KafkaQuiz.Practice.Tests.OtherClients;

/// <summary>A cluster for clients in other languages.</summary>
public abstract class OtherClientTest : IAsyncLifetime
{
    protected PracticeCluster Cluster { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        SkipIfMissing();
        Cluster = await PracticeCluster.StartAsync(new() { Seed = 1 }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Cluster is null)
            return;
        var fault = Cluster.LastFault;
        await Cluster.DisposeAsync();
        Assert.Null(fault);
    }

    /// <summary>Skips by name where the client is not on this machine.</summary>
    protected abstract void SkipIfMissing();
}
