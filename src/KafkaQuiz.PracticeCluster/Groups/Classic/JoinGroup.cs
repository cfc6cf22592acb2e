using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>JoinGroup on a classic group (GroupMetadataManager.classicGroupJoinToClassicGroup). Only on the loop.</summary>
internal static class JoinGroup
{
    /// <param name="context">Of the request.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="rebalanceTimeout">The request's, or its session timeout in version 0.</param>
    public static async Task<JoinGroupResponse> HandleAsync(RequestContext context, JoinGroupRequest request, TimeSpan rebalanceTimeout)
    {
        var groups = context.Cluster.Groups;
        var isNew = request.MemberId.Length == 0;
        // A member of a group that is gone does not bring it back.
        if (groups.Find(request.GroupId) is not ClassicGroup group)
        {
            if (!isNew)
                return Fault(ErrorCode.UnknownMemberId, request.MemberId);
            if (!groups.HasRoomFor(request.GroupId))
                return Fault(ErrorCode.PolicyViolation, "");
            group = groups.Classic(request.GroupId);
        }
        if (!HasRoom(group, request.MemberId))
        {
            group.Remove(request.MemberId);
            return Fault(ErrorCode.GroupMaxSizeReached, "");
        }
        if (!group.Accepts(request.ProtocolType, ClassicProtocol.Of(request)))
            return Fault(ErrorCode.InconsistentGroupProtocol, request.MemberId);
        var answer = isNew ? JoinNewAsync(context, group, request, rebalanceTimeout) : RejoinAsync(context, group, request, rebalanceTimeout);
        // A new group is written down as empty, so that it outlives its coordinator even while its first member has only got an id.
        if (group.Stored is null && group.State == ClassicState.Empty)
            group.Store();
        return await answer;
    }

    /// <summary>The answer to a member of the present generation.</summary>
    public static JoinGroupResponse Answer(ClassicGroup group, ClassicMember member) => new()
    {
        GenerationId = group.Generation,
        ProtocolType = group.Kind,
        ProtocolName = group.Protocol,
        Leader = group.LeaderId ?? "",
        MemberId = member.Id,
        Members = member.Id == group.LeaderId ? MembersOf(group) : [],
    };

    public static JoinGroupResponse Fault(ErrorCode code, string memberId) =>
        new() { ErrorCode = code, MemberId = memberId, GenerationId = -1, ProtocolName = null, ProtocolType = null };

    private static List<JoinGroupResponse.JoinGroupResponseMember> MembersOf(ClassicGroup group) =>
        [.. group.Members.Values.Select(m => new JoinGroupResponse.JoinGroupResponseMember { MemberId = m.Id, GroupInstanceId = m.InstanceId, Metadata = m.MetadataOf(group.Protocol) })];

    /// <summary>`group.max.size` (KIP-389): during a rebalance those who came first stay.</summary>
    private static bool HasRoom(ClassicGroup group, string memberId)
    {
        var max = group.Cluster.Configs.Number("group.max.size");
        return group.State switch
        {
            ClassicState.PreparingRebalance => (group.Members.TryGetValue(memberId, out var member) && member.AwaitsJoin) || group.Members.Values.Count(m => m.AwaitsJoin) < max,
            ClassicState.CompletingRebalance or ClassicState.Stable => group.Members.ContainsKey(memberId) || group.Members.Count < max,
            _ => true,
        };
    }

    private static Task<JoinGroupResponse> JoinNewAsync(RequestContext context, ClassicGroup group, JoinGroupRequest request, TimeSpan rebalanceTimeout)
    {
        var id = $"{request.GroupInstanceId ?? context.Header.ClientId ?? ""}-{context.Cluster.NewId()}";
        if (group.Static(request.GroupInstanceId) is { } known)
            return ReplaceAsync(context, group, request, known, id, rebalanceTimeout);
        // A new dynamic member first learns its id, so that a lost answer leaves no ghost behind (KIP-394).
        if (context.Version >= 4 && request.GroupInstanceId is null)
        {
            group.PendingJoin.Add(id);
            ClassicRebalance.Touch(group, id, TimeSpan.FromMilliseconds(request.SessionTimeoutMs));
            return Task.FromResult(Fault(ErrorCode.MemberIdRequired, id));
        }
        return AddAsync(context, group, request, id, rebalanceTimeout);
    }

    private static Task<JoinGroupResponse> AddAsync(RequestContext context, ClassicGroup group, JoinGroupRequest request, string id, TimeSpan rebalanceTimeout)
    {
        var member = new ClassicMember(id, request.GroupInstanceId, context.Header.ClientId ?? "", "/" + context.Session.Host)
        {
            SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs),
            RebalanceTimeout = rebalanceTimeout,
            Protocols = ClassicProtocol.Of(request),
            IsNew = true,
        };
        if (group.State == ClassicState.PreparingRebalance && group.StateBefore == ClassicState.Empty)
            group.HasNewMember = true;
        var joined = member.AwaitJoin();
        group.Add(member, request.ProtocolType);
        ClassicRebalance.Touch(group, id, ClassicRebalance.NewMemberTimeout);
        ClassicRebalance.PrepareOrComplete(group);
        return joined;
    }

    private static Task<JoinGroupResponse> RejoinAsync(RequestContext context, ClassicGroup group, JoinGroupRequest request, TimeSpan rebalanceTimeout)
    {
        if (group.PendingJoin.Contains(request.MemberId))
            return AddAsync(context, group, request, request.MemberId, rebalanceTimeout);
        ClassicMember member;
        try
        {
            member = group.Check(request.MemberId, request.GroupInstanceId);
        }
        catch (GroupException e)
        {
            return Task.FromResult(Fault(e.Code, request.MemberId));
        }
        // A follower that asks again with nothing new gets the generation it is in; the leader's rejoin is a wish to rebalance.
        var nothingNew = member.Matches(ClassicProtocol.Of(request));
        return group.State switch
        {
            ClassicState.CompletingRebalance when nothingNew => Task.FromResult(Answer(group, member)),
            ClassicState.Stable when nothingNew && member.Id != group.LeaderId => Task.FromResult(Answer(group, member)),
            ClassicState.Empty => Task.FromResult(Fault(ErrorCode.UnknownMemberId, request.MemberId)),
            _ => UpdateAsync(group, member, request, rebalanceTimeout),
        };
    }

    private static Task<JoinGroupResponse> UpdateAsync(ClassicGroup group, ClassicMember member, JoinGroupRequest request, TimeSpan rebalanceTimeout)
    {
        var joined = Update(member, request, rebalanceTimeout);
        ClassicRebalance.PrepareOrComplete(group);
        return joined;
    }

    private static Task<JoinGroupResponse> Update(ClassicMember member, JoinGroupRequest request, TimeSpan rebalanceTimeout)
    {
        member.Protocols = ClassicProtocol.Of(request);
        member.SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
        member.RebalanceTimeout = rebalanceTimeout;
        return member.AwaitJoin();
    }

    /// <summary>A static member is back with a new process: in a stable group it goes on where the old one was, unless the assignor changes.</summary>
    private static Task<JoinGroupResponse> ReplaceAsync(
        RequestContext context, ClassicGroup group, JoinGroupRequest request, ClassicMember old, string newId, TimeSpan rebalanceTimeout)
    {
        var leaderBefore = group.LeaderId;
        var member = group.Replace(old, newId);
        var joined = Update(member, request, rebalanceTimeout);
        ClassicRebalance.Touch(group, member);
        if (group.State == ClassicState.Stable && group.Protocol == group.ChooseProtocol())
        {
            group.Store();
            var leads = member.Id == group.LeaderId;
            var answer = Answer(group, member);
            // Before v9 a leader cannot be told to leave the assignment as it is: it is told that the old process still leads.
            if (context.Version >= 9)
                answer.SkipAssignment = leads;
            else
                (answer.Leader, answer.Members) = (leaderBefore ?? "", []);
            member.AnswerJoin(answer);
        }
        else if (group.State is ClassicState.Stable or ClassicState.CompletingRebalance)
            ClassicRebalance.Prepare(group);
        else
            ClassicRebalance.TryComplete(group);
        return joined;
    }
}
