using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

/// <summary>The evaluator of every check: one line a check, one file each beside this one.</summary>
internal static class CheckGrading
{
    public static CheckVerdict Evaluate(Check check, Scene scene) => check switch
    {
        AllOf all => CombinedChecks.All(all, scene),
        AnyOf any => CombinedChecks.Any(any, scene),
        Not not => CombinedChecks.Negate(not, scene),
        BrokerCount count => BrokerCountCheck.Evaluate(count, scene),
        TopicExists topic => TopicExistsCheck.Evaluate(topic, scene),
        TopicPartitions partitions => TopicPartitionsCheck.Evaluate(partitions, scene),
        ReplicationFactor replicas => ReplicationFactorCheck.Evaluate(replicas, scene),
        InSyncReplicas replicas => InSyncReplicasCheck.Evaluate(replicas, scene),
        TopicConfig config => TopicConfigCheck.Evaluate(config, scene),
        EndOffset end => EndOffsetCheck.Evaluate(end, scene),
        RecordCount records => RecordCountCheck.Evaluate(records, scene),
        CommittedOffset committed => CommittedOffsetCheck.Evaluate(committed, scene),
        GroupLag lag => GroupLagCheck.Evaluate(lag, scene),
        GroupState state => GroupStateCheck.Evaluate(state, scene),
        GroupMembers members => GroupMembersCheck.Evaluate(members, scene),
        GroupAssignment assignment => GroupAssignmentCheck.Evaluate(assignment, scene),
        _ => throw new InvalidOperationException($"No evaluator is registered for {check.GetType().Name}."),
    };
}
