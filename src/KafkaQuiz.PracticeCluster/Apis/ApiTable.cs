using System.Diagnostics.CodeAnalysis;
using KafkaQuiz.Practice.Security.Access;
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
        Row<ProduceRequest, ProduceResponse>(3, 13, Api00Produce.HandleAsync, Api00Produce.Access) with { AdvertisedMin = 0, Prepare = (r, v) => Api00Produce.Prepare((ProduceRequest)r, v) },
        Row<FetchRequest, FetchResponse>(4, 18, Api01Fetch.HandleAsync, Api01Fetch.Access),
        Row<ListOffsetsRequest, ListOffsetsResponse>(1, 11, Api02ListOffsets.Handle, Api02ListOffsets.Access),
        Row<MetadataRequest, MetadataResponse>(0, 13, Api03Metadata.HandleAsync, Api03Metadata.Access),
        Row<OffsetCommitRequest, OffsetCommitResponse>(2, 10, Api08OffsetCommit.Handle, Api08OffsetCommit.Access) with { ChangesGroups = true },
        Row<OffsetFetchRequest, OffsetFetchResponse>(1, 10, Api09OffsetFetch.Handle, Api09OffsetFetch.Access),
        Row<FindCoordinatorRequest, FindCoordinatorResponse>(0, 6, Api10FindCoordinator.Handle, Api10FindCoordinator.Access),
        Row<JoinGroupRequest, JoinGroupResponse>(0, 9, Api11JoinGroup.HandleAsync, Api11JoinGroup.Access) with { ChangesGroups = true },
        Row<HeartbeatRequest, HeartbeatResponse>(0, 4, Api12Heartbeat.Handle, Api12Heartbeat.Access),
        Row<LeaveGroupRequest, LeaveGroupResponse>(0, 5, Api13LeaveGroup.Handle, Api13LeaveGroup.Access) with { ChangesGroups = true },
        Row<SyncGroupRequest, SyncGroupResponse>(0, 5, Api14SyncGroup.HandleAsync, Api14SyncGroup.Access) with { ChangesGroups = true },
        Row<DescribeGroupsRequest, DescribeGroupsResponse>(0, 6, Api15DescribeGroups.Handle, Api15DescribeGroups.Access),
        Row<ListGroupsRequest, ListGroupsResponse>(0, 5, Api16ListGroups.Handle, Api16ListGroups.Access),
        Row<SaslHandshakeRequest, SaslHandshakeResponse>(0, 1, Api17SaslHandshake.Handle, Api17SaslHandshake.Access) with { OnControllers = true },
        Row<ApiVersionsRequest, ApiVersionsResponse>(0, 4, Api18ApiVersions.Handle, Api18ApiVersions.Access) with { OnControllers = true },
        Row<CreateTopicsRequest, CreateTopicsResponse>(2, 7, Api19CreateTopics.HandleAsync, Api19CreateTopics.Access),
        Row<DeleteTopicsRequest, DeleteTopicsResponse>(1, 6, Api20DeleteTopics.HandleAsync, Api20DeleteTopics.Access),
        Row<DeleteRecordsRequest, DeleteRecordsResponse>(0, 2, Api21DeleteRecords.HandleAsync, Api21DeleteRecords.Access),
        Row<InitProducerIdRequest, InitProducerIdResponse>(0, 5, Api22InitProducerId.HandleAsync, Api22InitProducerId.Access),
        Row<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>(2, 4, Api23OffsetForLeaderEpoch.Handle, Api23OffsetForLeaderEpoch.Access),
        Row<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse>(0, 5, Api24AddPartitionsToTxn.HandleAsync, Api24AddPartitionsToTxn.Access),
        Row<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse>(0, 4, Api25AddOffsetsToTxn.HandleAsync, Api25AddOffsetsToTxn.Access),
        Row<EndTxnRequest, EndTxnResponse>(0, 5, Api26EndTxn.HandleAsync, Api26EndTxn.Access),
        Row<WriteTxnMarkersRequest, WriteTxnMarkersResponse>(1, 2, Api27WriteTxnMarkers.HandleAsync, Api27WriteTxnMarkers.Access),
        Row<TxnOffsetCommitRequest, TxnOffsetCommitResponse>(0, 5, Api28TxnOffsetCommit.HandleAsync, Api28TxnOffsetCommit.Access),
        Row<DescribeAclsRequest, DescribeAclsResponse>(1, 3, Api29DescribeAcls.Handle, Api29DescribeAcls.Access) with { OnControllers = true },
        Row<CreateAclsRequest, CreateAclsResponse>(1, 3, Api30CreateAcls.HandleAsync, Api30CreateAcls.Access) with { OnControllers = true },
        Row<DeleteAclsRequest, DeleteAclsResponse>(1, 3, Api31DeleteAcls.HandleAsync, Api31DeleteAcls.Access) with { OnControllers = true },
        Row<DescribeConfigsRequest, DescribeConfigsResponse>(1, 4, Api32DescribeConfigs.Handle, Api32DescribeConfigs.Access) with { OnControllers = true },
        Row<AlterConfigsRequest, AlterConfigsResponse>(0, 2, Api33AlterConfigs.HandleAsync, Api33AlterConfigs.Access) with { OnControllers = true },
        Row<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse>(1, 2, Api34AlterReplicaLogDirs.Handle, Api34AlterReplicaLogDirs.Access),
        Row<DescribeLogDirsRequest, DescribeLogDirsResponse>(1, 5, Api35DescribeLogDirs.Handle, Api35DescribeLogDirs.Access),
        Row<SaslAuthenticateRequest, SaslAuthenticateResponse>(0, 2, Api36SaslAuthenticate.Handle, Api36SaslAuthenticate.Access) with { OnControllers = true },
        Row<CreatePartitionsRequest, CreatePartitionsResponse>(0, 3, Api37CreatePartitions.HandleAsync, Api37CreatePartitions.Access),
        Row<DeleteGroupsRequest, DeleteGroupsResponse>(0, 2, Api42DeleteGroups.Handle, Api42DeleteGroups.Access) with { ChangesGroups = true },
        Row<ElectLeadersRequest, ElectLeadersResponse>(0, 2, Api43ElectLeaders.HandleAsync, Api43ElectLeaders.Access),
        Row<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>(0, 1, Api44IncrementalAlterConfigs.HandleAsync, Api44IncrementalAlterConfigs.Access) with { OnControllers = true },
        Row<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse>(0, 1, Api45AlterPartitionReassignments.HandleAsync, Api45AlterPartitionReassignments.Access),
        Row<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>(0, 0, Api46ListPartitionReassignments.HandleAsync, Api46ListPartitionReassignments.Access),
        Row<DescribeClientQuotasRequest, DescribeClientQuotasResponse>(0, 1, Api48DescribeClientQuotas.Handle, Api48DescribeClientQuotas.Access),
        Row<AlterClientQuotasRequest, AlterClientQuotasResponse>(0, 1, Api49AlterClientQuotas.HandleAsync, Api49AlterClientQuotas.Access) with { OnControllers = true },
        Row<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse>(0, 0, Api50DescribeUserScramCredentials.Handle, Api50DescribeUserScramCredentials.Access),
        Row<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse>(0, 0, Api51AlterUserScramCredentials.HandleAsync, Api51AlterUserScramCredentials.Access) with { OnControllers = true },
        Row<OffsetDeleteRequest, OffsetDeleteResponse>(0, 0, Api47OffsetDelete.Handle, Api47OffsetDelete.Access) with { ChangesGroups = true },
        Row<DescribeQuorumRequest, DescribeQuorumResponse>(0, 2, Api55DescribeQuorum.HandleAsync, Api55DescribeQuorum.Access) with { OnControllers = true },
        Row<UpdateFeaturesRequest, UpdateFeaturesResponse>(0, 2, Api57UpdateFeatures.HandleAsync, Api57UpdateFeatures.Access) with { OnControllers = true },
        Row<DescribeClusterRequest, DescribeClusterResponse>(0, 2, Api60DescribeCluster.Handle, Api60DescribeCluster.Access) with { OnControllers = true },
        Row<DescribeProducersRequest, DescribeProducersResponse>(0, 0, Api61DescribeProducers.Handle, Api61DescribeProducers.Access),
        Row<UnregisterBrokerRequest, UnregisterBrokerResponse>(0, 0, Api64UnregisterBroker.HandleAsync, Api64UnregisterBroker.Access),
        Row<DescribeTransactionsRequest, DescribeTransactionsResponse>(0, 0, Api65DescribeTransactions.Handle, Api65DescribeTransactions.Access),
        Row<ListTransactionsRequest, ListTransactionsResponse>(0, 2, Api66ListTransactions.Handle, Api66ListTransactions.Access),
        Row<ListConfigResourcesRequest, ListConfigResourcesResponse>(0, 1, Api74ListConfigResources.Handle, Api74ListConfigResources.Access),
        Row<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>(0, 1, Api68ConsumerGroupHeartbeat.Handle, Api68ConsumerGroupHeartbeat.Access) with { ChangesGroups = true },
        Row<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>(0, 1, Api69ConsumerGroupDescribe.Handle, Api69ConsumerGroupDescribe.Access),
        Row<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>(0, 0, Api75DescribeTopicPartitions.Handle, Api75DescribeTopicPartitions.Access),
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

    private static ApiEntry Row<TRequest, TResponse>(short min, short max, Func<RequestContext, TRequest, TResponse> handle, AccessChecks<TRequest, TResponse>? access = null)
        where TRequest : class, IRequest, new()
        where TResponse : class, IResponse =>
        new(new TRequest().ApiKey, min, max, (context, request) => ValueTask.FromResult<IResponse?>(handle(context, (TRequest)request))) { Access = access };

    private static ApiEntry Row<TRequest, TResponse>(short min, short max, Func<RequestContext, TRequest, Task<TResponse?>> handle, AccessChecks<TRequest, TResponse>? access = null)
        where TRequest : class, IRequest, new()
        where TResponse : class, IResponse =>
        new(new TRequest().ApiKey, min, max, async (context, request) => await handle(context, (TRequest)request)) { Access = access };
}
