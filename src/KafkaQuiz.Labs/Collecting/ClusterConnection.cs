using Confluent.Kafka;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Gateway;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// A grader's connection to one learner's cluster: Confluent.Kafka's admin client behind the gateway, and our own client for records. It is
/// kept while a lab page is open. Not for concurrent collections.
/// </summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    private readonly KafkaGateway _gateway;
    private readonly RecordReader _records;
    private readonly AdminReader _admin;
    private readonly TimeProvider _time;

    private ClusterConnection(KafkaGateway gateway, TimeProvider time)
    {
        _gateway = gateway;
        _time = time;
        Admin = new AdminClientBuilder(ClientSettings.Admin(gateway)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        _admin = new AdminReader(gateway, Admin, time);
        _records = new RecordReader(gateway, time);
    }

    internal IAdminClient Admin { get; }

    /// <summary>Checks that the cluster can be reached as named, and connects.</summary>
    /// <exception cref="NotGradableException">It cannot; the fault says why.</exception>
    public static async Task<ClusterConnection> OpenAsync(ClusterTarget target, EgressPolicy policy, TimeProvider time, CancellationToken cancel)
    {
        var egress = new EgressSession(policy);
        if (await ClusterProbe.RunAsync(egress, target, cancel) is { } fault) throw new NotGradableException(fault);
        return new ClusterConnection(new KafkaGateway(egress, target, GatewayMode.ReadOnly), time);
    }

    /// <summary>Evidence of a cluster that could not be reached: every check is then not gradable for this cause.</summary>
    public static ClusterEvidence Unseen(NotGradable fault, string address, DateTimeOffset at) =>
        new() { TakenAt = at, Cluster = new Reading<ClusterSeen>(new Source("Metadata", address, at), null, fault) };

    /// <summary>
    /// Collects what is needed in at most three waves of parallel requests: the cluster, topics, configs; offsets and groups; records. A part
    /// that fails is a fault in its reading; a cluster that is gone is a fault of the whole.
    /// </summary>
    public async Task<ClusterEvidence> CollectAsync(EvidenceNeeds needs, ClusterEvidence? baseline, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(EvidenceLimits.Collection);
        try
        {
            return await CollectWavesAsync(needs, baseline, limit.Token);
        }
        catch (KafkaException fault)
        {
            return Unseen(await DiagnoseAsync(fault.Error, cancel), _gateway.Target.BootstrapServers, _time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Unseen(new NotGradable(NotGradableCause.TimedOut, _gateway.Target.BootstrapServers), _gateway.Target.BootstrapServers, _time.GetUtcNow());
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _records.DisposeAsync();
        // The native client waits for its threads: not on a thread that serves requests.
        await Task.Run(Admin.Dispose);
        await _gateway.DisposeAsync();
    }

    private async Task<ClusterEvidence> CollectWavesAsync(EvidenceNeeds needs, ClusterEvidence? baseline, CancellationToken cancel)
    {
        var groupsNeeded = needs.Groups.Count + needs.Commits.Count > 0;
        var cluster = _admin.ClusterAsync(cancel);
        var described = _admin.TopicsAsync(needs.Topics, groupsNeeded, cancel);
        var configs = _admin.ConfigsAsync([.. needs.Configs.Keys], cancel);
        await Task.WhenAll(cluster, described, configs);

        var (topics, groupsExist) = described.Result;
        var offsets = _admin.OffsetsAsync(needs.Offsets, topics, cancel);
        var groups = _admin.GroupsAsync(needs.Groups, groupsExist, cancel);
        var commits = _admin.CommitsAsync(needs.Commits, groupsExist, cancel);
        await Task.WhenAll(offsets, groups, commits);

        var records = await _records.ReadAsync(needs.Records.GroupBy(q => q.Topic).ToDictionary(topic => topic.Key, topic => topic.All(q => q.Since is not null)), topics, offsets.Result, cluster.Result, baseline, cancel);
        return new ClusterEvidence
        {
            Form = 1,
            TakenAt = _time.GetUtcNow(),
            Cluster = cluster.Result,
            Topics = topics,
            Configs = configs.Result,
            Offsets = offsets.Result,
            Groups = groups.Result,
            Commits = commits.Result,
            Records = records,
        };
    }

    /// <summary>The cause behind an error of librdkafka, which mostly says "timed out".</summary>
    private async Task<NotGradable> DiagnoseAsync(Error error, CancellationToken cancel)
    {
        if (!error.IsLocalError) return AdminReader.Fault(error, _gateway.Target.BootstrapServers);
        if (await ClusterProbe.RunAsync(_gateway.Egress, _gateway.Target, cancel) is { } probed) return probed;
        // The bootstrap server answers: the way to a broker that it named does not.
        return _gateway.Faults.FirstOrDefault() ?? new NotGradable(NotGradableCause.TimedOut, _gateway.Target.BootstrapServers);
    }
}
