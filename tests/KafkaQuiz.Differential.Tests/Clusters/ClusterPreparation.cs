using System.Globalization;
using KafkaQuiz.Differential.Tests.Recording;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Differential.Tests.Clusters;

/// <summary>
/// Makes a fresh cluster comparable: coordinators' topics with the replicas that are written here, which Kafka would place at random, and
/// names for what every cluster calls otherwise.
/// </summary>
internal static class ClusterPreparation
{
    private static readonly int[][] Coordinators = [[1, 2, 3], [2, 3, 1], [3, 1, 2], [1, 3, 2]];

    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(IDifferentialCluster cluster)
    {
        await using var conversation = new Conversation(cluster, new Symbols(new Dictionary<string, string>()), "preparation");
        await conversation.WaitUntilWholeAsync();
        await MakeAsync(conversation, "__consumer_offsets", "compact");
        await MakeAsync(conversation, "__transaction_state", "compact");
        await conversation.WaitUntilWholeAsync();

        var names = new Dictionary<string, string>();
        var described = await conversation.QuietlyAsync(new DescribeClusterRequest());
        names[described.ClusterId] = "cluster-id";
        foreach (var broker in described.Brokers)
            names[Text($"127.0.0.1:{broker.Port}")] = Text($"broker-{broker.BrokerId}");
        var quorum = await conversation.QuietlyAsync(new DescribeQuorumRequest { Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new()] }] });
        foreach (var node in quorum.Nodes)
            names[Text($"127.0.0.1:{node.Listeners[0].Port}")] = Text($"controller-{node.NodeId}");
        for (var broker = 1; broker <= 3; broker++)
        {
            // A broker asks the controller for its first block of producer ids when it is asked for one.
            await conversation.UntilAsync(new InitProducerIdRequest { TransactionalId = null, TransactionTimeoutMs = 60_000 }, r => r.ErrorCode == ErrorCode.None, broker);
            var dirs = (await conversation.QuietlyAsync(new DescribeLogDirsRequest { Topics = [] }, broker)).Results.Select(r => r.LogDir).OrderBy(d => d.Length);
            foreach (var (dir, index) in dirs.Select((d, i) => (d, i)))
                names[dir] = Text($"log-dir-{"ab"[index]}");
        }
        return names;
    }

    private static async Task MakeAsync(Conversation conversation, string topic, string policy)
    {
        var answer = await conversation.QuietlyAsync(new CreateTopicsRequest
        {
            TimeoutMs = 30_000,
            Topics = [new()
            {
                Name = topic,
                NumPartitions = -1,
                ReplicationFactor = -1,
                Assignments = [.. Coordinators.Select((replicas, i) => new CreateTopicsRequest.CreatableReplicaAssignment { PartitionIndex = i, BrokerIds = [.. replicas] })],
                Configs = [new() { Name = "cleanup.policy", Value = policy }],
            }],
        });
        Assert.Equal(ErrorCode.None, answer.Topics.Single().ErrorCode);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
