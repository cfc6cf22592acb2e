namespace KafkaQuiz.Labs.Evidence;

/// <summary>The controller quorum (KIP-595). A broker that answers Metadata while its question about the quorum stays without an answer has no controller: that is seen, too.</summary>
/// <param name="Leader">Id of the active controller; null where there is none.</param>
/// <param name="Epoch">Raised by every election; -1 where there is no leader to tell it.</param>
/// <param name="HighWatermark">Of the metadata log; -1 where there is no leader.</param>
/// <param name="Voters">By ascending id; empty where there is no leader to list them.</param>
/// <param name="Observers">Brokers that only follow, by ascending id.</param>
public sealed record QuorumSeen(int? Leader, int Epoch, long HighWatermark, IReadOnlyList<QuorumReplica> Voters, IReadOnlyList<QuorumReplica> Observers);

/// <summary>A replica of the metadata log.</summary>
/// <param name="Id">Of the node.</param>
/// <param name="LogEnd">Its end offset, as the leader knows it.</param>
/// <param name="FetchedAgo">Milliseconds since it last fetched, 0 for the leader; null where not told.</param>
/// <param name="CaughtUpAgo">Milliseconds since it last was at the leader's end; null where not told.</param>
public sealed record QuorumReplica(int Id, long LogEnd, long? FetchedAgo, long? CaughtUpAgo);
