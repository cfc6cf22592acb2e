using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.Topics;

/// <summary>
/// Waits until the broker that was asked shows a change of topics, and the leaders hold their partitions. The controller answers some
/// milliseconds before the brokers have heard; Kafka's own tools take a second to start, so that nobody sees it there, but a pasted script
/// would see it here: a producer's first batch refused by a leader that does not know of its topic yet.
/// </summary>
internal static class Settling
{
    private const int Attempts = 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task UntilAsync(ClusterClient client, IReadOnlyList<string> topics, Func<MetadataResponse.MetadataResponseTopic, bool> isDone, CancellationToken cancel)
    {
        var left = Attempts;
        MetadataResponse metadata;
        while (!(metadata = await client.MetadataAsync(topics, false, "metadata", cancel)).Topics.All(isDone) && --left > 0)
            await Task.Delay(Pause, cancel);
        var partitions = metadata.Topics.SelectMany(t => t.Partitions.Where(p => client.Nodes.ContainsKey(p.LeaderId)).Select(p => (Topic: t.Name!, p.PartitionIndex, p.LeaderId)));
        foreach (var leader in partitions.GroupBy(p => p.LeaderId))
        {
            var request = new ListOffsetsRequest
            {
                ReplicaId = -1,
                Topics = [.. leader.GroupBy(p => p.Topic).Select(t => new ListOffsetsRequest.ListOffsetsTopic
                {
                    Name = t.Key,
                    Partitions = [.. t.Select(p => new ListOffsetsRequest.ListOffsetsPartition { PartitionIndex = p.PartitionIndex, Timestamp = OffsetCalls.Latest })],
                })],
            };
            while (!await LeadsAsync(client, leader.Key, request, cancel) && --left > 0)
                await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Whether a leader serves its partitions. One that does not answer at once (it may hang) is not waited for.</summary>
    private static async Task<bool> LeadsAsync(ClusterClient client, int leader, ListOffsetsRequest request, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Attempts * Pause);
        try
        {
            return (await client.AskAsync(leader, request, "listOffsets", limit.Token)).Topics.SelectMany(t => t.Partitions)
                .All(p => p.ErrorCode is not (ErrorCode.UnknownTopicOrPartition or ErrorCode.NotLeaderOrFollower));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return true;
        }
    }
}
