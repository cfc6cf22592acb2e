using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>The evidence that each check reads: the list that <see cref="EvidenceNeeds"/> is made from.</summary>
internal static class CheckNeeds
{
    public static void Add(Check check, EvidenceNeeds needs)
    {
        switch (check)
        {
            case AllOf all:
                foreach (var part in all.Parts) Add(part, needs);
                break;
            case AnyOf any:
                foreach (var part in any.Parts) Add(part, needs);
                break;
            case Not not: Add(not.Part, needs); break;
            case BrokerCount: break;
            case TopicExists topic: needs.Topic(topic.Topic); break;
            case TopicPartitions topic: needs.Topic(topic.Topic); break;
            case ReplicationFactor topic: needs.Topic(topic.Topic); break;
            case InSyncReplicas topic: needs.Topic(topic.Topic); break;
            case TopicConfig config: needs.ConfigsOf(config.Topic); break;
            case EndOffset end: needs.OffsetsOf(end.Topic); break;
            case RecordCount records: needs.RecordsOf(records.Topic, records.SinceStart); break;
            case CommittedOffset committed:
                needs.CommitsOf(committed.Group);
                needs.Topic(committed.Topic);
                break;
            case GroupLag lag:
                needs.CommitsOf(lag.Group);
                needs.OffsetsOf(lag.Topic);
                break;
            case GroupState state: needs.Group(state.Group); break;
            case GroupMembers members: needs.Group(members.Group); break;
            case GroupAssignment assignment:
                needs.Group(assignment.Group);
                needs.Topic(assignment.Topic);
                break;
            default: throw new InvalidOperationException($"No evidence is named for {check.GetType().Name}.");
        }
    }
}
