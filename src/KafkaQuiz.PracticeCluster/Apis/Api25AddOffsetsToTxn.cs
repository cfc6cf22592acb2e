using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Security.Access;
using KafkaQuiz.Practice.Security.Acls;
using KafkaQuiz.Practice.Transactions;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Apis;

/// <summary>
/// AddOffsetsToTxn (25), v0-4. The group's partition of __consumer_offsets joins the transaction. PRODUCER_FENCED since v2. Clients of
/// transaction version 2 do without it: their TxnOffsetCommit adds the partition.
/// </summary>
internal static class Api25AddOffsetsToTxn
{
    public static AccessChecks<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse> Access { get; } = new AccessChecks<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse>((_, _, code, _) => new() { ErrorCode = code })
        .On(AclOperation.Write, AclResourceType.TransactionalId, r => r.TransactionalId)
        .On(AclOperation.Read, AclResourceType.Group, r => r.GroupId);

    public static async Task<AddOffsetsToTxnResponse?> HandleAsync(RequestContext context, AddOffsetsToTxnRequest request)
    {
        var cluster = context.Cluster;
        if (Coordinators.OfGroup(cluster, request.GroupId) is not { } offsets)
            return new() { ErrorCode = ErrorCode.CoordinatorNotAvailable };
        var code = await AddPartitions.RunAsync(
            cluster, context.Broker.Id, request.TransactionalId, request.ProducerId, request.ProducerEpoch, [(offsets.Topic.Name, offsets.Index)], version: 0);
        return new() { ErrorCode = code == ErrorCode.ProducerFenced && context.Version < 2 ? ErrorCode.InvalidProducerEpoch : code };
    }
}
