using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.MetadataQuorum;

/// <summary>DescribeQuorum's answer about the metadata partition.</summary>
internal sealed record Quorum(DescribeQuorumResponse Response, DescribeQuorumResponse.PartitionData Partition)
{
    public static async Task<Quorum> DescribeAsync(ClusterClient client, CancellationToken cancel)
    {
        var request = new DescribeQuorumRequest
        {
            Topics = [new() { TopicName = "__cluster_metadata", Partitions = [new() { PartitionIndex = 0 }] }],
        };
        var response = await client.AskAsync(request, "describeMetadataQuorum", cancel);
        if (response.ErrorCode != ErrorCode.None)
            throw JavaException.Execution(KafkaErrors.Exception(response.ErrorCode, response.ErrorMessage));
        var partition = response.Topics[0].Partitions[0];
        if (partition.ErrorCode != ErrorCode.None)
            throw JavaException.Execution(KafkaErrors.Exception(partition.ErrorCode, partition.ErrorMessage));
        return new Quorum(response, partition);
    }

    public DescribeQuorumResponse.ReplicaState Leader => Partition.CurrentVoters.First(v => v.ReplicaId == Partition.LeaderId);
}
