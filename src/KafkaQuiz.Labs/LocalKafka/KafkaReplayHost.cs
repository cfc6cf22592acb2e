using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Replay;

namespace KafkaQuiz.Labs.LocalKafka;

/// <summary>
/// Real Kafka for replays: throw-away clusters from a <see cref="KafkaHome"/>, one a size, that attempts follow each other on under names of their
/// own; brokers that an attempt left down are started before the next.
/// </summary>
public sealed class KafkaReplayHost(KafkaHome home) : IReplayHost, IAsyncDisposable
{
    private readonly Dictionary<(int Brokers, int LogDirs), LocalCluster> _clusters = [];

    public string Name => "kafka";

    public string? WhyNot(Lab lab) => null;

    public async Task<IReplayCluster> OpenAsync(Lab lab, CancellationToken cancel)
    {
        if (lab.Definition.Cluster.Machine) return new KafkaMachine(home, lab);
        var size = (Math.Max(1, lab.Definition.Cluster.Brokers), lab.Definition.Cluster.LogDirs);
        if (!_clusters.TryGetValue(size, out var cluster))
            _clusters[size] = cluster = await LocalCluster.StartAsync(home, size.Item1, size.LogDirs, cancel);
        return new KafkaReplayCluster(home, cluster, () => GiveUpAsync(size));
    }

    private async Task GiveUpAsync((int Brokers, int LogDirs) size)
    {
        if (_clusters.Remove(size, out var cluster)) await cluster.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in _clusters.Values) await cluster.DisposeAsync();
        _clusters.Clear();
    }
}
