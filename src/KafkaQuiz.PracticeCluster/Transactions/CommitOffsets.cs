using KafkaQuiz.Practice.Apis;
using KafkaQuiz.Practice.Groups;
using KafkaQuiz.Practice.Replication;
using KafkaQuiz.Practice.Topics;
using KafkaQuiz.Protocol;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Practice.Transactions;

/// <summary>A transaction commits offsets at the group's coordinator (GroupCoordinatorService.commitTransactionalOffsets). Only on the loop.</summary>
internal static class CommitOffsets
{
    /// <summary>Version of OffsetCommitValue that Kafka 4.3 writes.</summary>
    private const short ValueVersion = 4;

    /// <param name="context">Of the request.</param>
    /// <param name="request">By whom and for which group.</param>
    /// <param name="commits">Checked: the partitions exist.</param>
    public static async Task<ErrorCode> RunAsync(
        RequestContext context, TxnOffsetCommitRequest request, List<(string Topic, TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition Commit)> commits)
    {
        var cluster = context.Cluster;
        var code = Coordinators.Check(context, request.GroupId);
        if (code != ErrorCode.None)
            return code;
        var partition = Coordinators.Existing(cluster, request.GroupId)!;
        var support = context.Version >= 5 ? TransactionSupport.Adds : context.Version >= 4 ? TransactionSupport.VerifiesAbortable : TransactionSupport.Verifies;
        var verifies = cluster.Configs.Flag("transaction.partition.verification.enable");
        if (!partition.Producers.HasRoomFor(request.ProducerId))
            return ErrorCode.PolicyViolation;
        var guard = support != TransactionSupport.Adds && !verifies ? null
            : partition.Producers.Verify(request.ProducerId, -1, request.ProducerEpoch, support == TransactionSupport.Adds);
        if (guard is not null)
        {
            var codes = await TransactionVerification.AskAsync(cluster, request.TransactionalId, request.ProducerId, request.ProducerEpoch, [partition], support);
            if (codes[partition] != ErrorCode.None)
                return Translate(codes[partition]);
            // The partition may have moved meanwhile.
            code = Coordinators.Check(context, request.GroupId);
            if (code != ErrorCode.None)
                return code;
        }
        Group group;
        try
        {
            group = GroupOf(context, request, commits);
        }
        catch (GroupException e)
        {
            return e.Code;
        }
        if (commits.Count == 0)
            return ErrorCode.None;
        code = AppendCheck.Coordinator(partition.Producers, request.ProducerId, request.ProducerEpoch, guard, verifies);
        if (code != ErrorCode.None)
            return code;
        var records = Write(request, commits, cluster.Time.Milliseconds);
        if (!cluster.Budget.CanTake(records.Length))
            return ErrorCode.PolicyViolation;
        cluster.Groups.Set(group);
        foreach (var (topic, commit) in commits)
        {
            cluster.PendingOffsets.Add(request.ProducerId, request.GroupId, (topic, commit.PartitionIndex),
                new(commit.CommittedOffset, commit.CommittedLeaderEpoch, commit.CommittedMetadata ?? "", cluster.Now));
        }
        var batch = cluster.Replicator.Append(partition, records);
        return Translate(await new Acknowledgement(partition, context.Broker.Id, partition.LeaderEpoch, batch.NextOffset)
            .WaitAsync(cluster, cluster.Configs.Milliseconds("offsets.commit.timeout.ms")));
    }

    /// <summary>Who names no member and no generation is not asked for them, as producers of before KIP-447 do not.</summary>
    /// <exception cref="GroupException">Who does is not of the group, or not of this generation.</exception>
    private static Group GroupOf(
        RequestContext context, TxnOffsetCommitRequest request, List<(string Topic, TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition Commit)> commits)
    {
        var claim = new CommitClaim(request.MemberId, request.GroupInstanceId, request.GenerationId, context.Version, IsTransactional: true);
        var group = OffsetCommits.GroupFor(context.Cluster, request.GroupId, claim);
        if (group.CheckCommit(claim) is not { } check)
            return group;
        foreach (var (name, commit) in commits)
        {
            if (context.Cluster.Topics.TryGet(name, out var topic))
                check(name, topic.Id, commit.PartitionIndex);
        }
        return group;
    }

    private static byte[] Write(TxnOffsetCommitRequest request, List<(string Topic, TxnOffsetCommitRequest.TxnOffsetCommitRequestPartition Commit)> commits, long now) =>
        new RecordBatchBuilder { IsTransactional = true, ProducerId = request.ProducerId, ProducerEpoch = request.ProducerEpoch }.Build([.. commits.Select(c => new Record
        {
            Timestamp = now,
            Key = Prefixed(1, new OffsetCommitKey { Group = request.GroupId, Topic = c.Topic, Partition = c.Commit.PartitionIndex }, 0),
            Value = Prefixed(ValueVersion, new OffsetCommitValue
            {
                Offset = c.Commit.CommittedOffset,
                LeaderEpoch = c.Commit.CommittedLeaderEpoch,
                Metadata = c.Commit.CommittedMetadata ?? "",
                CommitTimestamp = now,
            }, ValueVersion),
        })]);

    private static byte[] Prefixed(short prefix, IMessage message, short version)
    {
        using var writer = new MessageWriter();
        writer.WriteInt16(prefix);
        message.Write(writer, version);
        return writer.ToArray();
    }

    /// <summary>A coordinator's errors for those of a log and of the other coordinator (CoordinatorOperationExceptionHelper.java).</summary>
    private static ErrorCode Translate(ErrorCode code) => code switch
    {
        ErrorCode.NetworkException => ErrorCode.CoordinatorLoadInProgress,
        ErrorCode.UnknownTopicOrPartition or ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend or ErrorCode.RequestTimedOut => ErrorCode.CoordinatorNotAvailable,
        ErrorCode.NotLeaderOrFollower or ErrorCode.KafkaStorageError => ErrorCode.NotCoordinator,
        _ => code,
    };
}
