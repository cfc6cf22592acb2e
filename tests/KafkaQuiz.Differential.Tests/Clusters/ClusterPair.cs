using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Differential.Tests.Clusters;

/// <summary>Both clusters, started once for the whole suite by the first scenario.</summary>
public sealed class ClusterPair : IAsyncLifetime
{
    internal IDifferentialCluster Real { get; private set; } = null!;

    internal IDifferentialCluster Practice { get; private set; } = null!;

    /// <summary>What both know by names of their own: cluster id, ports, log directories.</summary>
    internal IReadOnlyDictionary<string, string> NamesOf(IDifferentialCluster cluster) => cluster == Real ? _real : _practice;

    private IReadOnlyDictionary<string, string> _real = new Dictionary<string, string>();
    private IReadOnlyDictionary<string, string> _practice = new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        if (KafkaHome.Find(out _) is not { } home)
            return;
        Real = await RealCluster.StartAsync(home);
        Practice = await PracticeSide.StartAsync();
        _real = await ClusterPreparation.RunAsync(Real);
        _practice = await ClusterPreparation.RunAsync(Practice);
    }

    public async ValueTask DisposeAsync()
    {
        if (Real is not null)
            await Real.DisposeAsync();
        if (Practice is not null)
            await Practice.DisposeAsync();
    }
}
