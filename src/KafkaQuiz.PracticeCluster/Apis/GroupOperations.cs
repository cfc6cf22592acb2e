namespace KafkaQuiz.Practice.Apis;

/// <summary>Operations on a group that a client is told it may do, as a bit field (AclEntry.supportedOperations, KIP-430).</summary>
internal static class GroupOperations
{
    private const int Read = 3;
    private const int Delete = 6;
    private const int Describe = 8;
    private const int DescribeConfigs = 10;
    private const int AlterConfigs = 11;

    /// <summary>Without ACLs everything.</summary>
    public const int All = (1 << Read) | (1 << Delete) | (1 << Describe) | (1 << DescribeConfigs) | (1 << AlterConfigs);
}
