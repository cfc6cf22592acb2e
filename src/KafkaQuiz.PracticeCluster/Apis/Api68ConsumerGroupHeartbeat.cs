using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Groups.Consumer;
using KafkaQuiz.Practice.Groups.Consumer.Assignors;
using KafkaQuiz.Practice.Nodes;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// ConsumerGroupHeartbeat (68), v0-1 (KIP-848). Joins (epoch 0), goes on, leaves (-1) or leaves for a while (-2, static members); the
/// coordinator assigns with `uniform` or `range`. Subscriptions by name and, since v1, by regular expression; member ids are the client's
/// since v1. Nothing is left out.
/// </summary>
internal static class Api68ConsumerGroupHeartbeat
{
    public static AccessChecks<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse> Access { get; } = new AccessChecks<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>((_, _, code, _) => new() { ErrorCode = code })
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId, (context, _) => ConsumerProtocolIsOn(context.Cluster))
        .Check("Describe every Topic subscribed to", (context, request) => !ConsumerProtocolIsOn(context.Cluster) || (request.SubscribedTopicNames ?? []).TrueForAll(t => context.Allows(AclOperation.Describe, AclResourceType.Topic, t))
            ? Verdict<ConsumerGroupHeartbeatResponse>.Passed : Verdict<ConsumerGroupHeartbeatResponse>.Refused(new() { ErrorCode = ErrorCode.TopicAuthorizationFailed }))
        .Within("Describe each Topic that a regular expression finds");

    public static ConsumerGroupHeartbeatResponse Handle(RequestContext context, ConsumerGroupHeartbeatRequest request)
    {
        try
        {
            if (!ConsumerProtocolIsOn(context.Cluster))
                throw new GroupException(ErrorCode.UnsupportedVersion);
            Check(context, request);
            var fault = Coordinators.Check(context, request.GroupId);
            if (fault != ErrorCode.None)
                throw new GroupException(fault);
            if (request.MemberEpoch >= 0 && !context.Cluster.Remembered.TryTake(RememberedBudget.Subscribing(request)))
                throw new GroupException(ErrorCode.PolicyViolation, RememberedBudget.Full);
            return request.MemberEpoch < 0 ? ConsumerLeave.Handle(context.Cluster, request) : ConsumerHeartbeat.Handle(context, request);
        }
        catch (GroupException e)
        {
            return new() { ErrorCode = e.Code, ErrorMessage = e.ErrorMessage };
        }
    }

    /// <summary>`group.coordinator.rebalance.protocols` names it.</summary>
    public static bool ConsumerProtocolIsOn(ClusterState cluster) =>
        cluster.Configs.OfBroker("group.coordinator.rebalance.protocols", null)[0].Value!.Split(',', StringSplitOptions.TrimEntries).Contains("consumer");

    /// <summary>What is wrong with the request by itself (GroupCoordinatorService.throwIfConsumerGroupHeartbeatRequestIsInvalid).</summary>
    private static void Check(RequestContext context, ConsumerGroupHeartbeatRequest request)
    {
        if (context.Version >= 1 || request.MemberEpoch > 0 || request.MemberEpoch == -1)
            NotEmpty(request.MemberId, "MemberId");
        NotEmpty(request.GroupId, "GroupId");
        NotEmpty(request.InstanceId, "InstanceId");
        NotEmpty(request.RackId, "RackId");
        if (request.MemberEpoch == 0)
        {
            if (request.RebalanceTimeoutMs == -1)
                throw Invalid("RebalanceTimeoutMs must be provided in first request.");
            if (request.TopicPartitions is not { Count: 0 })
                throw Invalid("TopicPartitions must be empty when (re-)joining.");
            if (request.SubscribedTopicNames is null && request.SubscribedTopicRegex is null)
                throw Invalid("Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.");
        }
        else if (request.MemberEpoch == ConsumerMember.LeftForAWhile && request.InstanceId is null)
            throw Invalid("InstanceId can't be null.");
        else if (request.MemberEpoch < ConsumerMember.LeftForAWhile)
            throw Invalid("MemberEpoch is invalid.");
        var assignors = ServerAssignors.Names(context.Cluster);
        if (request.ServerAssignor is { } wanted && !assignors.Contains(wanted))
            throw new GroupException(ErrorCode.UnsupportedAssignor, $"ServerAssignor {wanted} is not supported. Supported assignors: {string.Join(", ", assignors)}.");
    }

    private static void NotEmpty(string? value, string name)
    {
        if (value is not null && value.Trim().Length == 0)
            throw Invalid($"{name} can't be empty.");
    }

    private static GroupException Invalid(string message) => new(ErrorCode.InvalidRequest, message);
}
