using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Labs.Collecting;

/// <summary>What a connection to a learner's cluster may be used for.</summary>
internal enum LinkMode
{
    /// <summary>Only what looks: a grader cannot change the cluster even by a fault of ours.</summary>
    ReadOnly,

    /// <summary>Also what a lab's setup does, which the learner agreed to: create topics and produce.</summary>
    Setup,
}

/// <summary>The requests that look, and those of a setup. Nothing else is ever sent.</summary>
internal static class LinkRules
{
    /// <summary>Before this version Metadata could not be told to leave topics that are not there uncreated (KIP-204).</summary>
    public const short LowestMetadata = 4;

    public static bool Allows(LinkMode mode, IRequest request) => request switch
    {
        MetadataRequest metadata => !metadata.AllowAutoTopicCreation,
        _ => request.ApiKey switch
        {
            ApiKey.ApiVersions or ApiKey.DescribeCluster or ApiKey.DescribeTopicPartitions or ApiKey.DescribeConfigs or ApiKey.ListOffsets or ApiKey.Fetch
                or ApiKey.FindCoordinator or ApiKey.DescribeGroups or ApiKey.ConsumerGroupDescribe or ApiKey.OffsetFetch or ApiKey.DescribeLogDirs
                or ApiKey.DescribeQuorum or ApiKey.DescribeProducers or ApiKey.DescribeTransactions or ApiKey.ListTransactions or ApiKey.ListPartitionReassignments => true,
            ApiKey.CreateTopics or ApiKey.Produce or ApiKey.InitProducerId => mode == LinkMode.Setup,
            _ => false,
        },
    };
}
