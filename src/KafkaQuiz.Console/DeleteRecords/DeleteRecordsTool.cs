using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.DeleteRecords;

/// <summary>kafka-delete-records: deletes records below an offset (DeleteRecordsCommand.java).</summary>
internal sealed class DeleteRecordsTool : Tool
{
    private static readonly Usage Usage = Usage.Of("kafka-delete-records");

    public override string Name => "kafka-delete-records";

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        try
        {
            var options = OptionParser.Parse(Usage, context.Arguments);
            context.MaybePrintHelpOrVersion(options, "This tool helps to delete records of the given partitions down to the specified offset.");
            context.CheckRequired(options, "bootstrap-server", "offset-json-file");
            await using var client = context.Connect(options.ValueOf("bootstrap-server")!, context.Properties(options.ValueOf("command-config")));
            var offsets = OffsetFile.Parse(context.File(options.ValueOf("offset-json-file")!));
            context.Line("Executing records delete operation");
            var results = await DeleteAsync(context, client, offsets, cancel);
            context.Line("Records delete operation completed:");
            foreach (var partition in JavaHash.Order(offsets.Keys, offsets.Count))
                context.Line($"partition: {partition}\t{results[partition]}");
            return 0;
        }
        catch (JavaException e)
        {
            context.ErrorLine(e.MessageText);
            context.ErrorLine(e.Trace());
            return 1;
        }
    }

    /// <summary>Asks the leaders; a partition without one is waited for as long as a cluster that does not answer.</summary>
    private static async Task<Dictionary<TopicPartition, string>> DeleteAsync(ToolContext context, ClusterClient client, Dictionary<TopicPartition, long> offsets, CancellationToken cancel)
    {
        var results = new Dictionary<TopicPartition, string>();
        var start = context.Session.Time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var left = offsets.Keys.Where(p => !results.ContainsKey(p)).ToList();
            if (left.Count == 0)
                return results;
            var leaders = await LeadersAsync(client, left, cancel);
            foreach (var leader in leaders.GroupBy(l => l.Value, l => l.Key))
                await AskAsync(context, client, leader.Key, [.. leader], offsets, results, cancel);
            if (context.Session.Time.GetElapsedTime(start) > context.Session.Limits.Unreachable)
            {
                foreach (var partition in left.Where(p => !results.ContainsKey(p)))
                    results[partition] = "error: " + client.TimedOut("deleteRecords(api=METADATA)", tries);
                return results;
            }
            if (results.Count < offsets.Count)
                await ClusterClient.PauseAsync(cancel);
        }
    }

    private static async Task<Dictionary<TopicPartition, int>> LeadersAsync(ClusterClient client, List<TopicPartition> partitions, CancellationToken cancel)
    {
        var metadata = await client.MetadataAsync(partitions.Select(p => p.Topic).Distinct(), false, "deleteRecords(api=METADATA)", cancel);
        return metadata.Topics.SelectMany(t => t.Partitions.Where(p => p.LeaderId >= 0).Select(p => (Partition: new TopicPartition(t.Name!, p.PartitionIndex), p.LeaderId)))
            .Where(p => partitions.Contains(p.Partition)).ToDictionary(p => p.Partition, p => p.LeaderId);
    }

    private static async Task AskAsync(
        ToolContext context, ClusterClient client, int leader, List<TopicPartition> partitions, Dictionary<TopicPartition, long> offsets, Dictionary<TopicPartition, string> results, CancellationToken cancel)
    {
        var request = new DeleteRecordsRequest
        {
            TimeoutMs = 30000,
            Topics = [.. partitions.GroupBy(p => p.Topic).Select(g => new DeleteRecordsRequest.DeleteRecordsTopic
            {
                Name = g.Key,
                Partitions = [.. g.Select(p => new DeleteRecordsRequest.DeleteRecordsPartition { PartitionIndex = p.Partition, Offset = offsets[p] })],
            })],
        };
        var answer = await client.AskAsync(leader, request, "deleteRecords(api=DELETE_RECORDS)", cancel);
        foreach (var (partition, result) in answer.Topics.SelectMany(t => t.Partitions.Select(p => (new TopicPartition(t.Name, p.PartitionIndex), p))))
        {
            if (result.ErrorCode == ErrorCode.None)
                results[partition] = "low_watermark: " + result.LowWatermark;
            else if (!KafkaErrors.IsRetriable(result.ErrorCode))
            {
                context.Log("ERROR", $"[AdminClient clientId=adminclient-1] DeleteRecords request for topic partition {partition} failed due to an unexpected error {KafkaErrors.Name(result.ErrorCode)}",
                    "org.apache.kafka.clients.admin.internals.DeleteRecordsHandler");
                results[partition] = "error: " + KafkaErrors.Exception(result.ErrorCode);
            }
        }
    }
}
