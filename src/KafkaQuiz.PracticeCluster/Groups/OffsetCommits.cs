using KafkaQuiz.Practice.Groups.Classic;
using KafkaQuiz.Protocol;

namespace KafkaQuiz.Practice.Groups;

/// <summary>Which group a commit is for (OffsetMetadataManager.validateOffsetCommit, validateTransactionalOffsetCommit). Only on the loop.</summary>
internal static class OffsetCommits
{
    /// <summary>The group, or a new one that is not one of the cluster's yet: whoever names no generation may commit without one.</summary>
    /// <exception cref="GroupException">ILLEGAL_GENERATION or, since v9, GROUP_ID_NOT_FOUND; POLICY_VIOLATION: no room for a new one.</exception>
    public static Group GroupFor(ClusterState cluster, string id, CommitClaim claim) => cluster.Groups.Find(id)
        ?? (claim.Epoch < 0 ? (cluster.Groups.HasRoomFor(id) ? new ClassicGroup(cluster, id) : throw new GroupException(ErrorCode.PolicyViolation))
            : throw new GroupException(claim.Version >= 9 && !claim.IsTransactional ? ErrorCode.GroupIdNotFound : ErrorCode.IllegalGeneration, $"Group {id} not found."));

    /// <summary>A classic member's commit is a sign of life.</summary>
    public static void Alive(Group group, CommitClaim claim)
    {
        if (group is ClassicGroup { State: ClassicState.Stable or ClassicState.PreparingRebalance } classic && classic.Members.TryGetValue(claim.MemberId, out var member))
            ClassicRebalance.Touch(classic, member);
    }
}
