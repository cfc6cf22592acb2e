namespace KafkaQuiz.Practice.Controller;

/// <summary>How far a voter or an observer has followed the metadata log, as the active controller sees it.</summary>
/// <param name="Id">Node id.</param>
/// <param name="EndOffset">-1 when it has never fetched from this controller.</param>
/// <param name="LastFetch">Virtual time of its last fetch, at which it had caught up; null when there was none.</param>
internal sealed record QuorumReplica(int Id, long EndOffset, DateTimeOffset? LastFetch);
