using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// TxnOffsetCommit (28), v0-5. Offsets that come into force with the transaction (KIP-447: member and generation are checked when they are named,
/// v3). The coordinator of transactions must know that the group's partition is in the transaction, or adds it (v5, transaction version 2).
/// </summary>
internal static class Api28TxnOffsetCommit
{
    public static AccessChecks<TxnOffsetCommitRequest, TxnOffsetCommitResponse> Access { get; } = new AccessChecks<TxnOffsetCommitRequest, TxnOffsetCommitResponse>((request, _, code, _) => new() { Topics = [.. request.Topics.Select(t => Fault(t, code))] })
        .On(AclOperation.Write, AclResourceType.TransactionalId, r => r.TransactionalId)
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId)
        .Each(AclOperation.Read, AclResourceType.Topic, r => r.Topics, (_, t) => t.Name, (response, t, code) => response.Topics.Add(Fault(t, code)));

    public static async Task<TxnOffsetCommitResponse?> HandleAsync(RequestContext context, TxnOffsetCommitRequest request)
    {
        var cluster = context.Cluster;
        bool IsKnown(string topic, int partition) => cluster.Topics.Find(topic, partition) is not null;
        var valid = request.Topics.SelectMany(t => t.Partitions.Select(p => (Topic: t.Name, Commit: p))).Where(c => IsKnown(c.Topic, c.Commit.PartitionIndex)).ToList();
        var tooLong = cluster.Configs.Number("offset.metadata.max.bytes");
        var code = valid.Count == 0 ? ErrorCode.None : await CommitOffsets.RunAsync(context, request, [.. valid.Where(c => !(c.Commit.CommittedMetadata?.Length > tooLong))]);
        // Clients before 2.0 know nothing of a coordinator that loads.
        if (code == ErrorCode.CoordinatorLoadInProgress && context.Version < 2)
            code = ErrorCode.CoordinatorNotAvailable;
        return new()
        {
            Topics = [.. request.Topics.Select(t => new TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic
            {
                Name = t.Name,
                Partitions = [.. t.Partitions.Select(p => new TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition
                {
                    PartitionIndex = p.PartitionIndex,
                    ErrorCode = !IsKnown(t.Name, p.PartitionIndex) ? ErrorCode.UnknownTopicOrPartition
                        : code != ErrorCode.None ? code : p.CommittedMetadata?.Length > tooLong ? ErrorCode.OffsetMetadataTooLarge : ErrorCode.None,
                })],
            })],
        };
    }

    private static TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic Fault(TxnOffsetCommitRequest.TxnOffsetCommitRequestTopic topic, ErrorCode code) => new()
    {
        Name = topic.Name,
        Partitions = [.. topic.Partitions.Select(p => new TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition { PartitionIndex = p.PartitionIndex, ErrorCode = code })],
    };
}
