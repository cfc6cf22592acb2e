using System.Text.Json;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary>A replica on a broker, written topic-0-1 (partition 0, broker 1).</summary>
internal readonly record struct ReplicaKey(string Topic, int Partition, int Broker)
{
    public override string ToString() => $"{Topic}-{Partition}-{Broker}";

    public static int Compare(ReplicaKey a, ReplicaKey b) =>
        a.Broker != b.Broker ? a.Broker.CompareTo(b.Broker) : TopicPartition.Compare(new(a.Topic, a.Partition), new(b.Topic, b.Partition));
}

/// <summary><c>--reassignment-json-file</c>: which replicas each partition shall have, and on which disks where that is said.</summary>
internal sealed record ReassignmentFile(IReadOnlyList<(TopicPartition Partition, IReadOnlyList<int> Replicas)> Partitions, IReadOnlyDictionary<ReplicaKey, string> LogDirs)
{
    /// <exception cref="JavaException">Not such JSON.</exception>
    public static ReassignmentFile Parse(string text)
    {
        var json = JavaJson.ParseFull(text) ?? throw NotJson(text);
        var version = json.Get("version")?.Int() ?? 1;
        if (version != 1)
            throw Operation($"Not supported version field value {version}");
        var partitions = new List<(TopicPartition, IReadOnlyList<int>)>();
        var directories = new Dictionary<ReplicaKey, string>();
        foreach (var entry in json.Get("partitions")?.Array() ?? [])
        {
            var partition = new TopicPartition(entry.Apply("topic").String(), entry.Apply("partition").Int());
            var replicas = entry.Apply("replicas").Array().Select(r => r.Int()).ToList();
            var dirs = entry.Get("log_dirs")?.Array().Select(d => d.String()).ToList() ?? [.. replicas.Select(_ => "any")];
            if (replicas.Count != dirs.Count)
                throw Failed($"Size of replicas list [{string.Join(", ", replicas)}] is different from size of log dirs list [{string.Join(", ", dirs)}] for partition {partition}");
            partitions.Add((partition, replicas));
            for (var i = 0; i < replicas.Count; i++)
            {
                if (dirs[i] != "any")
                    directories[new ReplicaKey(partition.Topic, partition.Partition, replicas[i])] = dirs[i];
            }
        }
        return new ReassignmentFile(partitions, directories);
    }

    /// <summary>The JSON that the tool prints for a set of assignments.</summary>
    public static string Format(IReadOnlyDictionary<TopicPartition, IReadOnlyList<int>> assignments, IReadOnlyDictionary<ReplicaKey, string> directories)
    {
        var partitions = assignments.OrderBy(a => a.Key, Comparer<TopicPartition>.Create(TopicPartition.Compare)).Select(a =>
        {
            var dirs = a.Value.Select(r => JsonSerializer.Serialize(directories.GetValueOrDefault(new ReplicaKey(a.Key.Topic, a.Key.Partition, r), "any")));
            return $"{{\"topic\":\"{a.Key.Topic}\",\"partition\":{a.Key.Partition},\"replicas\":[{string.Join(",", a.Value)}],\"log_dirs\":[{string.Join(",", dirs)}]}}";
        });
        return $"{{\"version\":1,\"partitions\":[{string.Join(",", partitions)}]}}";
    }

    public static JavaException Failed(string message) => new("org.apache.kafka.tools.AdminCommandFailedException", message);

    public static JavaException Operation(string message) => new("org.apache.kafka.tools.AdminOperationException", message);

    /// <summary>Jackson's own words differ from fault to fault; the commonest is an unknown word where a value should begin.</summary>
    private static JavaException NotJson(string text)
    {
        var cause = new JavaException("com.fasterxml.jackson.core.JsonParseException", $"Unrecognized token '{text.Trim().Split(' ', ',', '\n')[0]}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')");
        return new JavaException("org.apache.kafka.tools.AdminOperationException", cause.ToString(), cause);
    }
}
