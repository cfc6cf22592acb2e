using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>
/// A grader's connection to one learner's cluster: our own read-only client, one connection a broker. It is kept while a lab page is open, and with it what was
/// counted of records. Not for concurrent collections.
/// </summary>
public sealed class ClusterConnection : IAsyncDisposable
{
    /// <summary>How long an error that passes by itself is given before the second try of a look.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly BrokerLinks _links;
    private readonly TimeProvider _time;
    private readonly MetadataReader _metadata = new();
    private readonly ControllerReader _controller = new();
    private readonly GroupReader _groups = new();
    private readonly TransactionReader _transactions = new();
    private readonly RecordReader _records = new();

    private ClusterConnection(BrokerLinks links, TimeProvider time) => (_links, _time) = (links, time);

    /// <summary>Checks that the cluster can be reached as named, and connects.</summary>
    /// <exception cref="NotGradableException">It cannot; the fault says why.</exception>
    public static async Task<ClusterConnection> OpenAsync(ClusterTarget target, EgressPolicy policy, TimeProvider time, CancellationToken cancel)
    {
        var links = new BrokerLinks(new EgressSession(policy), target, LinkMode.ReadOnly);
        try
        {
            var (answer, broker) = await links.AskAnyAsync(new MetadataRequest { Topics = [], AllowAutoTopicCreation = false }, cancel);
            if (answer.Brokers.Count == 0) throw new NotGradableException(new NotGradable(NotGradableCause.NotKafka, broker.ToString()));
            return new ClusterConnection(links, time);
        }
        catch
        {
            await links.DisposeAsync();
            throw;
        }
    }

    /// <summary>Evidence of a cluster that could not be reached: every check is then not gradable for this cause.</summary>
    public static ClusterEvidence Unseen(NotGradable fault, string address, DateTimeOffset at) =>
        new() { TakenAt = at, Cluster = new Reading<ClusterSeen>(new Source("Metadata", address, at), null, fault) };

    /// <summary>
    /// Collects what is needed in at most three waves of parallel requests: the cluster, topics, configs, the controller's; offsets, coordinators, disks; groups, records,
    /// listeners. A part that fails is a fault in its reading; a cluster that is gone is a fault of the whole.
    /// </summary>
    /// <param name="needs">What checks look at.</param>
    /// <param name="baseline">Evidence of the lab's start, from which some records count; null where there is none.</param>
    /// <param name="memory">What is remembered, with the looks from which other records count; null for nothing.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<ClusterEvidence> CollectAsync(EvidenceNeeds needs, ClusterEvidence? baseline, LabMemory? memory, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(needs);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(EvidenceLimits.Collection);
        try
        {
            for (var last = false; ; last = true)
            {
                var look = new Collection(_links, needs, baseline, memory ?? LabMemory.Empty, _time, limit.Token);
                var evidence = await CollectWavesAsync(look);
                if (!look.SawPassingError || last) return evidence;
                await Task.Delay(Pause, limit.Token);
            }
        }
        catch (NotGradableException fault)
        {
            return Unseen(fault.Fault, _links.Target.BootstrapServers, _time.GetUtcNow());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Unseen(new NotGradable(NotGradableCause.TimedOut, _links.Target.BootstrapServers), _links.Target.BootstrapServers, _time.GetUtcNow());
        }
        finally
        {
            // Of a look that failed, what is still asked is not waited for.
            await limit.CancelAsync();
            await _links.SweepAsync();
        }
    }

    public ValueTask DisposeAsync() => _links.DisposeAsync();

    private async Task<ClusterEvidence> CollectWavesAsync(Collection look)
    {
        var described = _metadata.ReadAsync(look);
        var configs = ConfigReader.ReadAsync(look);
        var features = FeatureReader.ReadAsync(look);
        var quorum = _controller.QuorumAsync(look);
        var reassignments = _controller.ReassignmentsAsync(look);
        var servers = ListenerReader.ServersAsync(look);
        var cluster = await described;

        var offsets = OffsetReader.ReadAsync(look);
        var brokerConfigs = BrokerConfigsAsync(look);
        var logDirs = LogDirReader.ReadAsync(look);
        var producers = TransactionReader.ProducersAsync(look);
        var groups = _groups.ReadAsync(look, _metadata.GroupsExist);
        var transactions = _transactions.TransactionsAsync(look, _metadata.TransactionsExist);
        var listeners = ListenerReader.ListenersAsync(look);
        var records = _records.ReadAsync(look, await offsets);
        await Task.WhenAll(configs, features, quorum, reassignments, servers, brokerConfigs, logDirs, producers, groups, transactions, listeners, records);

        var (topicConfigs, clusterDefault) = configs.Result;
        if (clusterDefault is not null) brokerConfigs.Result[ClusterEvidence.ClusterDefault] = clusterDefault;
        return new ClusterEvidence
        {
            TakenAt = _time.GetUtcNow(),
            Cluster = cluster,
            Topics = look.Topics,
            Configs = topicConfigs,
            BrokerConfigs = brokerConfigs.Result,
            Offsets = offsets.Result,
            Groups = groups.Result.Groups,
            Commits = groups.Result.Commits,
            Coordinators = groups.Result.Coordinators,
            Records = records.Result,
            Producers = producers.Result,
            LogDirs = logDirs.Result,
            Quorum = quorum.Result,
            Features = features.Result,
            Reassignments = reassignments.Result,
            Transactions = transactions.Result,
            Listeners = listeners.Result,
            Servers = servers.Result,
        };
    }

    private static async Task<Dictionary<string, Reading<ConfigsSeen>>> BrokerConfigsAsync(Collection look)
    {
        if (look.Needs.BrokerConfigs.Count == 0) return new(StringComparer.Ordinal);
        var readings = await Task.WhenAll(look.Brokers.Select(async broker => (broker.Key, Reading: await ConfigReader.OfBrokerAsync(look, broker.Key, broker.Value, look.Needs.BrokerConfigs))));
        return readings.ToDictionary(reading => $"{reading.Key}", reading => reading.Reading, StringComparer.Ordinal);
    }
}
