using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.Evidence;

namespace KafkaQuiz.Labs.Checks;

/// <summary>The evidence that each check reads by itself, without what is within it: the list that <see cref="EvidenceNeeds"/> is made from.</summary>
internal static class CheckNeeds
{
    public static void Add(Check check, EvidenceNeeds needs)
    {
        switch (check)
        {
            // The cluster is always read, answers are the server's own.
            case AllOf or AnyOf or Not or BrokerCount or LiveBrokers or ClusterId or AnswerGiven or AnswerText or AnswerNumber: break;
            case BrokerConfig { ClusterDefault: true } config: needs.DefaultConfig(config.Key); break;
            case BrokerConfig config: needs.BrokerConfig(config.Key); break;
            case FeatureLevel: needs.NeedFeatures(); break;
            case AdvertisedListeners: needs.NeedListeners(); break;
            case BootstrapServers: needs.NeedServers(); break;
            case Reassignments: needs.NeedReassignments(); break;
            case QuorumLeader or QuorumEpoch or QuorumVoters: needs.NeedQuorum(); break;
            case TopicExists topic: needs.Topic(topic.Topic); break;
            case TopicCreated topic: needs.Topic(topic.Topic); break;
            case TopicDeleted topic: needs.Topic(topic.Topic); break;
            case SameTopic topic: needs.Topic(topic.Topic); break;
            case TopicPartitions topic: needs.Topic(topic.Topic); break;
            case ReplicationFactor topic: needs.Topic(topic.Topic); break;
            case InSyncReplicas topic: needs.Topic(topic.Topic); break;
            case EligibleLeaderReplicas topic: needs.EligibleOf(topic.Topic); break;
            case PartitionLeader topic: needs.Topic(topic.Topic); break;
            case LeaderEpoch topic: needs.Topic(topic.Topic); break;
            case PreferredLeaders leaders:
                foreach (var topic in leaders.Topics) needs.Topic(topic);
                break;
            case ReplicasOnBroker replicas:
                foreach (var topic in replicas.Topics) needs.Topic(topic);
                break;
            case TopicConfig config: needs.ConfigOf(config.Topic, config.Key); break;
            case EndOffset end: needs.OffsetsOf(end.Topic); break;
            case EarliestOffset earliest: needs.OffsetsOf(earliest.Topic); break;
            case RecordCount records: needs.Ask(RecordCountCheck.Question(records)); break;
            case KeyPlacement keys: needs.Ask(KeyPlacementCheck.Question(keys)); break;
            case ValueSequence values: needs.Ask(ValueSequenceCheck.Question(values)); break;
            case RecordBatches batches: needs.Ask(RecordBatchesCheck.Question(batches)); break;
            case CommittedOffset committed:
                needs.CommitsOf(committed.Group);
                needs.Topic(committed.Topic);
                break;
            case CommittedPosition committed:
                needs.CommitsOf(committed.Group);
                if (committed.At == LogPlace.Time) needs.OffsetAt(committed.Topic, committed.Time);
                else needs.OffsetsOf(committed.Topic);
                break;
            case GroupLag lag:
                needs.CommitsOf(lag.Group);
                needs.OffsetsOf(lag.Topic);
                break;
            case GroupExists group:
                needs.Group(group.Group);
                needs.CommitsOf(group.Group);
                break;
            case GroupState state: needs.Group(state.Group); break;
            case GroupType type: needs.Group(type.Group); break;
            case GroupProtocol protocol: needs.Group(protocol.Group); break;
            case GroupCoordinator coordinator: needs.CoordinatorOf(coordinator.Group); break;
            case GroupMembers members: needs.Group(members.Group); break;
            case GroupAssignment assignment:
                needs.Group(assignment.Group);
                needs.Topic(assignment.Topic);
                break;
            case LogSize size: needs.LogDirsOf(size.Topic); break;
            case LogDirs dirs: needs.LogDirsOf(dirs.Topic); break;
            case ReplicaMoved moved: needs.LogDirsOf(moved.Topic); break;
            case TransactionState state: needs.Transaction(state.Id); break;
            case OpenTransactions open:
                needs.ProducersOf(open.Topic);
                if (open.Hanging) needs.NeedTransactions();
                break;
            case AnswerFact answer: FactReading.Add(answer.Fact, needs); break;
            default: throw new InvalidOperationException($"No evidence is named for {check.GetType().Name}.");
        }
    }
}
