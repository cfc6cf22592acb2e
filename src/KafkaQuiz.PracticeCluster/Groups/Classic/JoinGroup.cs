using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Groups.Classic;

/// <summary>JoinGroup on a classic group (GroupMetadataManager.classicGroupJoin). Only on the loop.</summary>
internal static class JoinGroup
{
    public static async Task<JoinGroupResponse> HandleAsync(RequestContext context, ClassicGroup group, JoinGroupRequest request)
    {
        var protocols = request.Protocols.Select(p => (p.Name, p.Metadata)).ToList();
        if (protocols.Count == 0 || request.ProtocolType.Length == 0 || !group.Accepts(request.ProtocolType, protocols.Select(p => p.Name)))
            return Fault(ErrorCode.InconsistentGroupProtocol, request.MemberId);
        var isNew = false;
        var member = group.Static(request.GroupInstanceId);
        if (member is not null && request.MemberId.Length > 0 && member.Id != request.MemberId)
            return Fault(ErrorCode.FencedInstanceId, request.MemberId);
        if (request.MemberId.Length == 0)
        {
            if (context.Version >= 4 && request.GroupInstanceId is null)
                return HandOutId(context, group, request);
            isNew = member is null;
            member = member is null ? Join(context, group, request, NewId(context, request), protocols) : Replace(context, group, member, request);
        }
        else if (member is null && !group.Members.TryGetValue(request.MemberId, out member))
        {
            if (!group.Pending.Remove(request.MemberId, out var expiry))
                return Fault(ErrorCode.UnknownMemberId, request.MemberId);
            expiry.Dispose();
            isNew = true;
            member = Join(context, group, request, request.MemberId, protocols);
        }
        return await RejoinAsync(group, member, request, protocols, isNew);
    }

    /// <summary>The answer to a member of the present generation.</summary>
    public static JoinGroupResponse Answer(ClassicGroup group, ClassicMember member, bool skipAssignment = false) => new()
    {
        GenerationId = group.Generation,
        ProtocolType = group.ProtocolType,
        ProtocolName = group.Protocol,
        Leader = group.LeaderId ?? "",
        SkipAssignment = skipAssignment,
        MemberId = member.Id,
        Members = member.Id != group.LeaderId ? [] : [.. group.Members.Values.Select(m => new JoinGroupResponse.JoinGroupResponseMember
        {
            MemberId = m.Id,
            GroupInstanceId = m.InstanceId,
            Metadata = m.MetadataOf(group.Protocol),
        })],
    };

    private static JoinGroupResponse Fault(ErrorCode code, string memberId) => new() { ErrorCode = code, MemberId = memberId, GenerationId = -1, ProtocolName = "", ProtocolType = "" };

    private static string NewId(RequestContext context, JoinGroupRequest request) =>
        $"{request.GroupInstanceId ?? context.Header.ClientId ?? ""}-{context.Cluster.NewId()}";

    /// <summary>A new member first learns its id, so that a lost answer leaves no ghost behind (KIP-394).</summary>
    private static JoinGroupResponse HandOutId(RequestContext context, ClassicGroup group, JoinGroupRequest request)
    {
        var id = NewId(context, request);
        group.Pending[id] = context.Cluster.Timers.After(TimeSpan.FromMilliseconds(request.SessionTimeoutMs), () =>
        {
            group.Pending.Remove(id);
            group.TryCompleteJoin();
        });
        return Fault(ErrorCode.MemberIdRequired, id);
    }

    private static ClassicMember Join(
        RequestContext context, ClassicGroup group, JoinGroupRequest request, string id, List<(string Name, ReadOnlyMemory<byte> Metadata)> protocols)
    {
        var member = new ClassicMember(id, request.GroupInstanceId, context.Header.ClientId ?? "", "/127.0.0.1")
        {
            SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs),
            RebalanceTimeout = RebalanceTimeout(request),
            Protocols = protocols,
        };
        group.Add(member, request.ProtocolType);
        return member;
    }

    /// <summary>A static member is back with a new process: it takes its old place under a new id (KIP-345).</summary>
    private static ClassicMember Replace(RequestContext context, ClassicGroup group, ClassicMember old, JoinGroupRequest request)
    {
        var member = new ClassicMember(NewId(context, request), old.InstanceId, context.Header.ClientId ?? "", "/127.0.0.1")
        {
            SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs),
            RebalanceTimeout = RebalanceTimeout(request),
            Protocols = old.Protocols,
            Assignment = old.Assignment,
        };
        group.Replace(old, member);
        return member;
    }

    private static TimeSpan RebalanceTimeout(JoinGroupRequest request) =>
        TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs > 0 ? request.RebalanceTimeoutMs : request.SessionTimeoutMs);

    private static async Task<JoinGroupResponse> RejoinAsync(
        ClassicGroup group, ClassicMember member, JoinGroupRequest request, List<(string Name, ReadOnlyMemory<byte> Metadata)> protocols, bool isNew)
    {
        var same = member.Matches(protocols);
        member.Protocols = protocols;
        member.SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
        member.RebalanceTimeout = RebalanceTimeout(request);
        group.TouchSession(member);
        // A follower that asks again with nothing new gets the generation it is in; the leader's rejoin is a wish to rebalance.
        if (same && !isNew && group.State == ClassicState.CompletingRebalance)
            return Answer(group, member);
        if (same && !isNew && group.State == ClassicState.Stable && (member.Id != group.LeaderId || request.MemberId.Length == 0))
            return Answer(group, member, skipAssignment: member.Id == group.LeaderId);
        member.Join?.TrySetResult(Fault(ErrorCode.RebalanceInProgress, member.Id));
        var join = new TaskCompletionSource<JoinGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        member.Join = join;
        if (group.State == ClassicState.PreparingRebalance)
            group.TryCompleteJoin();
        else
            group.PrepareRebalance();
        return await join.Task;
    }
}
