using KafkaQuiz.Protocol;

namespace KafkaQuiz.Labs.Gateway;

/// <summary>Which requests a gateway lets through.</summary>
internal enum GatewayMode
{
    /// <summary>Only what looks: a grader cannot change the cluster even by a fault of ours.</summary>
    ReadOnly,

    /// <summary>Also what a lab's setup does, which the learner agreed to: create topics and produce.</summary>
    Setup,
}

/// <summary>The requests that look, and those of a setup.</summary>
internal static class GatewayRules
{
    /// <summary>Versions that name further brokers in tagged fields (KIP-951) begin here; older ones do without.</summary>
    public static readonly IReadOnlyDictionary<ApiKey, short> HighestVersion =
        new Dictionary<ApiKey, short> { [ApiKey.Produce] = 9, [ApiKey.Fetch] = 15 };

    public static bool Allows(GatewayMode mode, ApiKey key) => key switch
    {
        ApiKey.ApiVersions or ApiKey.SaslHandshake or ApiKey.SaslAuthenticate or ApiKey.Metadata or ApiKey.DescribeCluster or ApiKey.DescribeTopicPartitions
            or ApiKey.DescribeConfigs or ApiKey.ListOffsets or ApiKey.OffsetForLeaderEpoch or ApiKey.Fetch or ApiKey.FindCoordinator
            or ApiKey.DescribeGroups or ApiKey.ConsumerGroupDescribe or ApiKey.ListGroups or ApiKey.OffsetFetch or ApiKey.DescribeLogDirs
            or ApiKey.DescribeQuorum or ApiKey.DescribeProducers or ApiKey.DescribeTransactions or ApiKey.ListTransactions
            or ApiKey.ListPartitionReassignments => true,
        ApiKey.CreateTopics or ApiKey.Produce or ApiKey.InitProducerId => mode == GatewayMode.Setup,
        _ => false,
    };

    /// <summary>Responses that must be read whole: they name addresses, or the versions that decide whether later ones do.</summary>
    public static bool NamesAddresses(ApiKey key) => key is ApiKey.Metadata or ApiKey.FindCoordinator or ApiKey.DescribeCluster or ApiKey.ApiVersions or ApiKey.DescribeQuorum;
}
