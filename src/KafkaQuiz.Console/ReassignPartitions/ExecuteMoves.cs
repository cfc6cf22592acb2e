using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary><c>--execute</c>.</summary>
internal static class ExecuteMoves
{
    private const string Existing =
        "Cannot execute because there is an existing partition assignment.  Use --additional to override this and create a new partition assignment in addition to the existing one. The --additional flag can also be used to change the throttle by resubmitting the current reassignment.";

    public static async Task RunAsync(ToolContext context, ClusterClient client, ReassignmentFile file, OptionSet options, CancellationToken cancel)
    {
        Check(file);
        var (throttle, dirThrottle) = (options.Long("throttle") ?? -1, options.Long("replica-alter-log-dirs-throttle") ?? -1);
        var proposed = file.Partitions.ToDictionary(p => p.Partition, p => p.Replicas);
        var moves = await Reassignments.ListAsync(client, null, cancel);
        if (!options.Has("additional") && moves.Count > 0)
            throw new TerseException(Existing);
        var live = (await client.DescribeClusterAsync(cancel)).Brokers.Select(b => b.BrokerId).ToHashSet();
        foreach (var broker in JavaHash.Order(proposed.Values.SelectMany(r => r)))
        {
            if (!live.Contains(broker))
                throw ReassignmentFile.Failed($"Unknown broker id {broker}");
        }
        var current = await CurrentAssignment.OfPartitionsAsync(client, proposed.Keys, cancel);
        var directories = await ReplicaDirectories.CurrentAsync(client, current, cancel);
        context.Line($"Current partition replica assignment\n\n{ReassignmentFile.Format(current, directories)}\n\nSave this to use as the --reassignment-json-file option during rollback");
        await ThrottleAsync(context, client, file, proposed, current, moves, throttle, dirThrottle, cancel);
        var errors = await AlterCall.SendAsync(client, proposed.ToDictionary(p => p.Key, p => (IReadOnlyList<int>?)p.Value), !options.Has("disallow-replication-factor-change"), cancel);
        if (errors.Count > 0)
            throw new TerseException("Error reassigning partition(s):\n" + AlterCall.List(errors));
        context.Line($"Successfully started partition reassignment{(proposed.Count == 1 ? "" : "s")} for {string.Join(",", proposed.Keys.Order(Comparer<TopicPartition>.Create(TopicPartition.Compare)))}");
        if (file.LogDirs.Count > 0)
            await MoveDirectoriesAsync(context, client, file.LogDirs, options.Long("timeout") ?? 10000, cancel);
    }

    /// <summary>Moves replicas between disks of their brokers; tries until the replica is there.</summary>
    public static async Task MoveDirectoriesAsync(ToolContext context, ClusterClient client, IReadOnlyDictionary<ReplicaKey, string> wanted, long timeoutMs, CancellationToken cancel)
    {
        var pending = new Dictionary<ReplicaKey, string>(wanted);
        var start = context.Milliseconds;
        while (true)
        {
            var started = await AlterDirectoriesAsync(client, pending, cancel);
            foreach (var replica in started.Order(Comparer<ReplicaKey>.Create(ReplicaKey.Compare)))
            {
                context.Line($"Successfully started moving log directory to {pending[replica]} for replica {replica.Topic}-{replica.Partition} with broker {replica.Broker} ");
                pending.Remove(replica);
            }
            if (pending.Count == 0)
                return;
            if (context.Milliseconds >= start + timeoutMs)
            {
                throw new TerseException($"Timed out before log directory move{(pending.Count == 1 ? "" : "s")} could be started for: "
                    + string.Join(",", pending.Keys.Order(Comparer<ReplicaKey>.Create(ReplicaKey.Compare))));
            }
            await ClusterClient.PauseAsync(cancel);
        }
    }

    private static async Task<List<ReplicaKey>> AlterDirectoriesAsync(ClusterClient client, Dictionary<ReplicaKey, string> wanted, CancellationToken cancel)
    {
        var started = new List<ReplicaKey>();
        foreach (var broker in wanted.GroupBy(w => w.Key.Broker))
        {
            var request = new AlterReplicaLogDirsRequest
            {
                Dirs = [.. broker.GroupBy(w => w.Value).Select(d => new AlterReplicaLogDirsRequest.AlterReplicaLogDir
                {
                    Path = d.Key,
                    Topics = [.. d.GroupBy(w => w.Key.Topic).Select(t => new AlterReplicaLogDirsRequest.AlterReplicaLogDirTopic { Name = t.Key, Partitions = [.. t.Select(w => w.Key.Partition)] })],
                })],
            };
            var response = await client.AskAsync(broker.Key, request, "alterReplicaLogDirs", cancel);
            foreach (var (key, code) in response.Results.SelectMany(t => t.Partitions.Select(p => (new ReplicaKey(t.TopicName, p.PartitionIndex, broker.Key), p.ErrorCode))))
            {
                if (code == ErrorCode.None)
                    started.Add(key);
                else if (code != ErrorCode.ReplicaNotAvailable)
                    throw new TerseException($"Failed to alter dir for {key}: {KafkaErrors.Exception(code)}");
            }
        }
        return started;
    }

    private static async Task ThrottleAsync(
        ToolContext context, ClusterClient client, ReassignmentFile file, Dictionary<TopicPartition, IReadOnlyList<int>> proposed,
        Dictionary<TopicPartition, IReadOnlyList<int>> current, Dictionary<TopicPartition, Reassignment> moves, long throttle, long dirThrottle, CancellationToken cancel)
    {
        if (throttle < 0 && dirThrottle < 0)
            return;
        context.Line("Warning: You must run --verify periodically, until the reassignment completes, to ensure the throttle is removed.");
        if (throttle >= 0)
        {
            var plan = moves.ToDictionary(m => m.Key, m => (Sources: (IReadOnlyList<int>)[.. m.Value.Replicas.Except(m.Value.Adding)], Destinations: m.Value.Adding));
            foreach (var (partition, replicas) in proposed)
            {
                var sources = plan.TryGetValue(partition, out var known) ? known.Sources : current[partition];
                plan[partition] = (sources, [.. replicas.Except(sources)]);
            }
            await Throttles.SetInterBrokerAsync(context, client, plan, throttle, cancel);
        }
        if (dirThrottle >= 0)
            await Throttles.SetLogDirAsync(context, client, file.LogDirs.Keys.Select(k => k.Broker), dirThrottle, cancel);
    }

    private static void Check(ReassignmentFile file)
    {
        if (file.Partitions.Count == 0)
            throw ReassignmentFile.Failed("Partition reassignment list cannot be empty");
        if (file.Partitions.Any(p => p.Replicas.Count == 0))
            throw ReassignmentFile.Failed("Partition replica list cannot be empty");
        var twice = JavaHash.Order(Duplicates(file.Partitions.Select(p => p.Partition)));
        if (twice.Count > 0)
            throw ReassignmentFile.Failed("Partition reassignment contains duplicate topic partitions: " + string.Join(",", twice));
        var replicas = file.Partitions.Select(p => (p.Partition, Twice: Duplicates(p.Replicas).ToList())).Where(p => p.Twice.Count > 0)
            .Select(p => $"{p.Partition} contains multiple entries for {string.Join(",", p.Twice)}").ToList();
        if (replicas.Count > 0)
            throw ReassignmentFile.Failed("Partition replica lists may not contain duplicate entries: " + string.Join(". ", replicas));
    }

    private static IEnumerable<T> Duplicates<T>(IEnumerable<T> values) => values.GroupBy(v => v).Where(g => g.Count() > 1).Select(g => g.Key);
}
