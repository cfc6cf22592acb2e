using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Consumer;

/// <summary>
/// Members that speak the classic protocol in a group of the consumer protocol, during an online migration: JoinGroup brings the subscription
/// and moves the member, Heartbeat calls it to rejoin, SyncGroup fetches what the coordinator has assigned (GroupMetadataManager's
/// classicGroup…ToConsumerGroup). Only on the loop.
/// </summary>
internal static class ClassicProtocolOfConsumers
{
    /// <exception cref="GroupException">INCONSISTENT_GROUP_PROTOCOL, GROUP_MAX_SIZE_REACHED, UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID.</exception>
    public static JoinGroupResponse Join(RequestContext context, ConsumerGroup group, JoinGroupRequest request)
    {
        if (!GroupConversion.MayMix(context.Cluster))
            throw new GroupException(ErrorCode.InconsistentGroupProtocol);
        var isNew = request.MemberId.Length == 0;
        var id = isNew ? KafkaId.Show(context.Cluster.NewId()) : request.MemberId;
        ConsumerMembers.CheckRoom(group, id);
        if (!Accepts(group, request))
            throw new GroupException(ErrorCode.InconsistentGroupProtocol);
        if (isNew && request.GroupInstanceId is null && context.Version >= 4)
            return JoinGroup.Fault(ErrorCode.MemberIdRequired, id);
        var replaced = group.Static(request.GroupInstanceId);
        var member = Find(group, request, id, isNew);
        var downgrades = replaced is not null && GroupConversion.MayDowngrade(group, replaced);
        var subscription = Read(request);
        var update = new MemberUpdate(group, member, member with
        {
            InstanceId = request.GroupInstanceId ?? member.InstanceId,
            RackId = string.IsNullOrEmpty(subscription.RackId) ? member.RackId : subscription.RackId,
            RebalanceTimeout = request.RebalanceTimeoutMs == -1 ? member.RebalanceTimeout : TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs),
            Topics = subscription.Topics.ToHashSet(),
            Regex = "",
            ClientId = context.Header.ClientId ?? "",
            ClientHost = "/" + context.Session.Host,
            Classic = new ClassicSide(TimeSpan.FromMilliseconds(request.SessionTimeoutMs), ClassicProtocol.Of(request)),
        }, Decode(context.Cluster, subscription.OwnedPartitions.Select(t => (t.Topic, t.Partitions))))
        { MaySee = t => context.Allows(AclOperation.Describe, AclResourceType.Topic, t) };
        update.Subscribe(regexCounts: true);
        var now = downgrades ? Downgrade(group, update, replaced!) : Reconcile(group, update, request);
        return new()
        {
            MemberId = now.Id,
            GenerationId = now.Epoch,
            ProtocolType = "consumer",
            ProtocolName = now.Classic!.Protocols[0].Name,
            Leader = "",
        };
    }

    /// <exception cref="GroupException">UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID, ILLEGAL_GENERATION.</exception>
    public static ErrorCode Heartbeat(ConsumerGroup group, HeartbeatRequest request)
    {
        var member = Check(group, request.MemberId, request.GroupInstanceId, request.GenerationId);
        ConsumerTimers.Touch(group, member.Id, member.Classic!.SessionTimeout);
        var mustRejoin = member.Epoch < group.TargetEpoch || member.State == MemberState.UnrevokedPartitions
            || (member.State == MemberState.UnreleasedPartitions && !WaitsForOthers(group, member));
        if (mustRejoin)
            ConsumerTimers.AwaitJoin(group, member);
        return mustRejoin ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    /// <exception cref="GroupException">UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID, ILLEGAL_GENERATION, INCONSISTENT_GROUP_PROTOCOL, REBALANCE_IN_PROGRESS.</exception>
    public static SyncGroupResponse Sync(ConsumerGroup group, SyncGroupRequest request)
    {
        var member = Check(group, request.MemberId, request.GroupInstanceId, request.GenerationId);
        var protocol = member.Classic!.Protocols[0];
        if ((request.ProtocolType ?? "consumer") != "consumer" || (request.ProtocolName ?? protocol.Name) != protocol.Name)
            throw new GroupException(ErrorCode.InconsistentGroupProtocol);
        if (group.TargetEpoch > member.Epoch && member.State != MemberState.UnrevokedPartitions)
        {
            ConsumerTimers.AwaitJoin(group, member);
            throw new GroupException(ErrorCode.RebalanceInProgress);
        }
        group.Timers.Cancel(GroupTimer.Sync, member.Id);
        ConsumerTimers.Touch(group, member.Id, member.Classic.SessionTimeout);
        return new()
        {
            ProtocolType = request.ProtocolType,
            ProtocolName = request.ProtocolName,
            Assignment = Encode(group.Cluster, member.Assigned.Keys, Subscriptions.Version(protocol.Metadata)),
        };
    }

    /// <summary>LeaveGroup, of members of either protocol.</summary>
    public static List<LeaveGroupResponse.MemberResponse> Leave(ConsumerGroup group, IEnumerable<LeaveGroupRequest.MemberIdentity> members)
    {
        var leaving = new HashSet<string>();
        var answers = new List<LeaveGroupResponse.MemberResponse>();
        foreach (var who in members)
        {
            var answer = new LeaveGroupResponse.MemberResponse { MemberId = who.MemberId, GroupInstanceId = who.GroupInstanceId };
            answers.Add(answer);
            try
            {
                var member = who.GroupInstanceId is null ? group.Member(who.MemberId) : group.Static(who.GroupInstanceId);
                // Without a member id it is an administrator who removes a static member.
                if (who.GroupInstanceId is not null && (member is null || who.MemberId.Length > 0))
                    ConsumerMembers.CheckInstance(member, who.MemberId, who.GroupInstanceId);
                leaving.Add(member!.Id);
            }
            catch (GroupException e)
            {
                answer.ErrorCode = e.Code;
            }
        }
        ConsumerLeave.FenceAll(group, leaving);
        return answers;
    }

    /// <summary>An assignment as members of the classic protocol read it.</summary>
    public static byte[] Encode(ClusterState cluster, IEnumerable<TopicIdPartition> partitions, short version) => Subscriptions.Write(new ConsumerProtocolAssignment
    {
        AssignedPartitions = [.. partitions.GroupBy(p => p.Topic).Where(t => cluster.Topics.TryGet(t.Key, out _)).Select(t => new ConsumerProtocolAssignment.TopicPartition
        {
            Topic = cluster.Topics.TryGet(t.Key, out var topic) ? topic.Name : "",
            Partitions = [.. t.Select(p => p.Partition).Order()],
        })],
    }, version);

    public static HashSet<TopicIdPartition> Decode(ClusterState cluster, IEnumerable<ConsumerProtocolAssignment.TopicPartition> partitions) =>
        Decode(cluster, partitions.Select(t => (t.Topic, t.Partitions)));

    private static HashSet<TopicIdPartition> Decode(ClusterState cluster, IEnumerable<(string Topic, List<int> Partitions)> partitions) =>
        [.. partitions.SelectMany(t => cluster.Topics.TryGet(t.Topic, out var topic) ? t.Partitions.Select(p => new TopicIdPartition(topic.Id, p)) : [])];

    private static ConsumerProtocolSubscription Read(JoinGroupRequest request)
    {
        try
        {
            return Subscriptions.Read(request.Protocols[0].Metadata);
        }
        catch (MalformedMessageException)
        {
            throw new GroupException(ErrorCode.UnknownServerError);
        }
    }

    /// <summary>Consumers only, with an assignor that all members of the classic protocol share.</summary>
    private static bool Accepts(ConsumerGroup group, JoinGroupRequest request) => request.ProtocolType == "consumer"
        && request.Protocols.Any(p => group.Members.Values.Where(m => m.IsClassic).All(m => m.Classic!.Protocols.Any(own => own.Name == p.Name)));

    private static ConsumerMember Find(ConsumerGroup group, JoinGroupRequest request, string id, bool isNew)
    {
        if (request.GroupInstanceId is not { } instance)
            return group.Members.GetValueOrDefault(id) ?? new ConsumerMember(id);
        var known = group.Static(instance);
        if (!isNew)
        {
            ConsumerMembers.CheckInstance(known, id, instance);
            return known!;
        }
        return known is null ? new ConsumerMember(id) : ConsumerMembers.Successor(known, id);
    }

    private static ConsumerMember Reconcile(ConsumerGroup group, MemberUpdate update, JoinGroupRequest request)
    {
        update.Assign();
        var now = update.Apply();
        group.Timers.Cancel(GroupTimer.Join, now.Id);
        ConsumerTimers.Touch(group, now.Id, now.Classic!.SessionTimeout);
        ConsumerTimers.AwaitSync(group, now.Id, TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs));
        return now;
    }

    private static ConsumerMember Downgrade(ConsumerGroup group, MemberUpdate update, ConsumerMember replaced)
    {
        var rebalance = group.TargetEpoch < update.Epoch;
        if (!rebalance)
            update.ReconcileToPresent();
        GroupConversion.Downgrade(group, new HashSet<string> { replaced.Id }, update.Member, rebalance);
        return update.Member;
    }

    private static ConsumerMember Check(ConsumerGroup group, string memberId, string? instanceId, int generation)
    {
        var member = instanceId is null ? group.Member(memberId) : group.Static(instanceId);
        if (instanceId is not null)
            ConsumerMembers.CheckInstance(member, memberId, instanceId);
        if (!member!.IsClassic)
            throw new GroupException(ErrorCode.UnknownMemberId, $"Member {memberId} does not use the classic protocol.");
        return generation == member.Epoch ? member : throw new GroupException(ErrorCode.IllegalGeneration);
    }

    /// <summary>What it still lacks is held by another member.</summary>
    private static bool WaitsForOthers(ConsumerGroup group, ConsumerMember member)
    {
        var owned = group.Owned();
        return group.TargetOf(member.Id).Any(p => !member.Assigned.ContainsKey(p) && owned.Contains(p));
    }
}
