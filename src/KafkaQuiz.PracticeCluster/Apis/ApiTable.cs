using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// The APIs that brokers serve: the single truth that requests are dispatched by and ApiVersions answers from. Add an API: one file
/// `ApiNNName.cs` here, one row below. Controllers serve those marked so on their own listeners.
/// </summary>
internal static class ApiTable
{
    private static readonly Dictionary<ApiKey, ApiEntry> ByKey = new ApiEntry[]
    {
        // Produce 0-2 are advertised though not served, as Kafka 4 does: librdkafka misjudges a broker otherwise (KAFKA-18659).
        Row<ProduceRequest, ProduceResponse>(3, 13, Api00Produce.HandleAsync) with { AdvertisedMin = 0, Prepare = r => Api00Produce.Prepare((ProduceRequest)r) },
        Row<FetchRequest, FetchResponse>(4, 18, Api01Fetch.HandleAsync),
        Row<ListOffsetsRequest, ListOffsetsResponse>(1, 11, Api02ListOffsets.Handle),
        Row<MetadataRequest, MetadataResponse>(0, 13, Api03Metadata.HandleAsync),
        Row<OffsetCommitRequest, OffsetCommitResponse>(2, 10, Api08OffsetCommit.Handle) with { ChangesGroups = true },
        Row<OffsetFetchRequest, OffsetFetchResponse>(1, 10, Api09OffsetFetch.Handle),
        Row<FindCoordinatorRequest, FindCoordinatorResponse>(0, 6, Api10FindCoordinator.Handle),
        Row<JoinGroupRequest, JoinGroupResponse>(0, 9, Api11JoinGroup.HandleAsync) with { ChangesGroups = true },
        Row<HeartbeatRequest, HeartbeatResponse>(0, 4, Api12Heartbeat.Handle),
        Row<LeaveGroupRequest, LeaveGroupResponse>(0, 5, Api13LeaveGroup.Handle) with { ChangesGroups = true },
        Row<SyncGroupRequest, SyncGroupResponse>(0, 5, Api14SyncGroup.HandleAsync) with { ChangesGroups = true },
        Row<DescribeGroupsRequest, DescribeGroupsResponse>(0, 6, Api15DescribeGroups.Handle),
        Row<ListGroupsRequest, ListGroupsResponse>(0, 5, Api16ListGroups.Handle),
        Row<ApiVersionsRequest, ApiVersionsResponse>(0, 4, Api18ApiVersions.Handle) with { OnControllers = true },
        Row<CreateTopicsRequest, CreateTopicsResponse>(2, 7, Api19CreateTopics.HandleAsync),
        Row<DeleteTopicsRequest, DeleteTopicsResponse>(1, 6, Api20DeleteTopics.HandleAsync),
        Row<DeleteRecordsRequest, DeleteRecordsResponse>(0, 2, Api21DeleteRecords.HandleAsync),
        Row<InitProducerIdRequest, InitProducerIdResponse>(0, 5, Api22InitProducerId.HandleAsync),
        Row<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>(2, 4, Api23OffsetForLeaderEpoch.Handle),
        Row<DescribeConfigsRequest, DescribeConfigsResponse>(1, 4, Api32DescribeConfigs.Handle) with { OnControllers = true },
        Row<AlterConfigsRequest, AlterConfigsResponse>(0, 2, Api33AlterConfigs.HandleAsync) with { OnControllers = true },
        Row<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>(1, 2, Api34AlterReplicaLogDirs.Handle),
        Row<DescribeLogDirsRequest, DescribeLogDirsResponse>(1, 5, Api35DescribeLogDirs.Handle),
        Row<CreatePartitionsRequest, CreatePartitionsResponse>(0, 3, Api37CreatePartitions.HandleAsync),
        Row<DeleteGroupsRequest, DeleteGroupsResponse>(0, 2, Api42DeleteGroups.Handle) with { ChangesGroups = true },
        Row<ElectLeadersRequest, ElectLeadersResponse>(0, 2, Api43ElectLeaders.HandleAsync),
        Row<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>(0, 1, Api44IncrementalAlterConfigs.HandleAsync) with { OnControllers = true },
        Row<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>(0, 1, Api45AlterPartitionReassignments.HandleAsync),
        Row<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>(0, 0, Api46ListPartitionReassignments.HandleAsync),
        Row<DescribeClientQuotasRequest, DescribeClientQuotasResponse>(0, 1, Api48DescribeClientQuotas.Handle),
        Row<AlterClientQuotasRequest, AlterClientQuotasResponse>(0, 1, Api49AlterClientQuotas.HandleAsync) with { OnControllers = true },
        Row<OffsetDeleteRequest, OffsetDeleteResponse>(0, 0, Api47OffsetDelete.Handle) with { ChangesGroups = true },
        Row<DescribeQuorumRequest, DescribeQuorumResponse>(0, 2, Api55DescribeQuorum.HandleAsync) with { OnControllers = true },
        Row<UpdateFeaturesRequest, UpdateFeaturesResponse>(0, 2, Api57UpdateFeatures.HandleAsync) with { OnControllers = true },
        Row<DescribeClusterRequest, DescribeClusterResponse>(0, 2, Api60DescribeCluster.Handle) with { OnControllers = true },
        Row<UnregisterBrokerRequest, UnregisterBrokerResponse>(0, 0, Api64UnregisterBroker.HandleAsync),
        Row<ListConfigResourcesRequest, ListConfigResourcesResponse>(0, 1, Api74ListConfigResources.Handle),
        Row<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>(0, 1, Api68ConsumerGroupHeartbeat.Handle) with { ChangesGroups = true },
        Row<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>(0, 1, Api69ConsumerGroupDescribe.Handle),
        Row<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>(0, 0, Api75DescribeTopicPartitions.Handle),
    }.ToDictionary(e => e.Key);

    public static IEnumerable<ApiEntry> All => ByKey.Values.OrderBy(e => e.Key);

    /// <summary>What a listener serves.</summary>
    /// <param name="controllers">A controller's listener.</param>
    public static IEnumerable<ApiEntry> On(bool controllers) => All.Where(e => !controllers || e.OnControllers);

    public static bool TryGet(ApiKey key, [MaybeNullWhen(false)] out ApiEntry entry) => ByKey.TryGetValue(key, out entry);

    /// <summary>The answer to an ApiVersions version that is not served: version 0, naming at least ApiVersions itself (KIP-511).</summary>
    public static ApiVersionsResponse UnsupportedApiVersions() => new()
    {
        ErrorCode = ErrorCode.UnsupportedVersion,
        ApiKeys = [new() { ApiKey = (short)ApiKey.ApiVersions, MinVersion = ByKey[ApiKey.ApiVersions].Min, MaxVersion = ByKey[ApiKey.ApiVersions].Max }],
    };

    private static ApiEntry Row<TRequest, TResponse>(short min, short max, Func<RequestContext, TRequest, TResponse> handle)
        where TRequest : class, IRequest, new()
        where TResponse : class, IResponse =>
        new(new TRequest().ApiKey, min, max, (context, request) => ValueTask.FromResult<IResponse?>(handle(context, (TRequest)request)));

    private static ApiEntry Row<TRequest, TResponse>(short min, short max, Func<RequestContext, TRequest, Task<TResponse?>> handle)
        where TRequest : class, IRequest, new()
        where TResponse : class, IResponse =>
        new(new TRequest().ApiKey, min, max, async (context, request) => await handle(context, (TRequest)request));
}
