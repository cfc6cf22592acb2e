namespace KafkaQuiz.Practice;

/// <summary>`process.roles` of a node.</summary>
[Flags]
public enum NodeRoles
{
    /// <summary>Keeps partitions and serves clients.</summary>
    Broker = 1,

    /// <summary>Keeps the metadata: may be a voter of the quorum and the active controller.</summary>
    Controller = 2,

    /// <summary>Both in one process, Kafka's "combined mode".</summary>
    Combined = Broker | Controller,
}
