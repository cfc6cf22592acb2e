using KafkaQuiz.Content.Shapes;
using KafkaQuiz.Content.Yaml;

namespace KafkaQuiz.Content.Labs;

/// <summary>How a check is written: its key, the shape under it, and how it is read once variables are filled in.</summary>
internal sealed record CheckForm(string Name, Shape Shape, Func<YamlNode, Check> Read);

/// <summary>Every check that there is: the single place that the parser, the schema and the documentation test go by.</summary>
internal static class CheckForms
{
    /// <summary>The shape of any check. It stands before <see cref="All"/>: the checks made of other checks take it while that list is made.</summary>
    public static Shape Shape { get; } = new NamedShape("check", Any);

    /// <summary>Adding a check: one record with its <c>Form</c> in <c>Labs/Checks</c>, one line here, one evaluation in KafkaQuiz.Labs.</summary>
    public static IReadOnlyList<CheckForm> All { get; } =
    [
        AllOf.Form,
        AnyOf.Form,
        Not.Form,
        BrokerCount.Form,
        LiveBrokers.Form,
        ClusterId.Form,
        BrokerConfig.Form,
        FeatureLevel.Form,
        AdvertisedListeners.Form,
        BootstrapServers.Form,
        Reassignments.Form,
        QuorumLeader.Form,
        QuorumEpoch.Form,
        QuorumVoters.Form,
        TopicExists.Form,
        TopicCreated.Form,
        TopicDeleted.Form,
        SameTopic.Form,
        TopicPartitions.Form,
        ReplicationFactor.Form,
        InSyncReplicas.Form,
        EligibleLeaderReplicas.Form,
        PartitionLeader.Form,
        PreferredLeaders.Form,
        LeaderEpoch.Form,
        ReplicasOnBroker.Form,
        TopicConfig.Form,
        EndOffset.Form,
        EarliestOffset.Form,
        RecordCount.Form,
        KeyPlacement.Form,
        ValueSequence.Form,
        RecordBatches.Form,
        CommittedOffset.Form,
        CommittedPosition.Form,
        GroupLag.Form,
        GroupExists.Form,
        GroupState.Form,
        GroupType.Form,
        GroupProtocol.Form,
        GroupCoordinator.Form,
        GroupMembers.Form,
        GroupAssignment.Form,
        LogSize.Form,
        LogDirs.Form,
        ReplicaMoved.Form,
        TransactionState.Form,
        OpenTransactions.Form,
        AnswerGiven.Form,
        AnswerText.Form,
        AnswerNumber.Form,
        AnswerFact.Form,
    ];

    /// <summary>Reads a check whose shape was checked and whose variables are filled in.</summary>
    public static Check Read(YamlNode node)
    {
        var (key, value) = node.Entries[0];
        return All.First(form => form.Name == key.Text).Read(value);
    }

    private static TaggedShape Any() => new(new("검사", "a check"), All.ToDictionary(form => form.Name, form => form.Shape));
}
