using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary>A partition's line in the table of offsets. Null prints as a dash.</summary>
internal sealed record OffsetRow(string? Topic, int? Partition, int? LeaderEpoch, long? Current, long? End, string ConsumerId, string Host, string ClientId)
{
    public long? Lag => Current is { } current && current != -1 && End is { } end ? end - current : null;
}

/// <summary>The table of committed offsets, ends and lag.</summary>
internal static class OffsetsTable
{
    public static async Task<List<OffsetRow>> RowsAsync(ClusterClient client, GroupDescription group, CancellationToken cancel)
    {
        var committed = await GroupCalls.CommittedAsync(client, group.Id, cancel);
        var rows = new List<OffsetRow>();
        foreach (var member in group.Members.Where(m => m.Assignment.Count > 0).OrderByDescending(m => m.Assignment.Count))
            rows.AddRange(await RowsAsync(client, committed, member.Assignment, member.Id, member.Host, member.ClientId, cancel));
        var assigned = group.Members.SelectMany(m => m.Assignment).ToHashSet();
        var left = committed.Keys.Where(k => !assigned.Contains(k)).ToList();
        if (left.Count > 0)
            rows.AddRange(await RowsAsync(client, committed, left, "-", "-", "-", cancel));
        return rows;
    }

    public static void Print(ToolContext context, GroupDescription group, List<OffsetRow> rows, bool verbose)
    {
        if (!DescribeGroups.Introduce(context, group, rows.Count))
            return;
        int Width(Func<OffsetRow, string> cell) => rows.Select(r => cell(r).Length).Append(15).Max();
        var (groupWidth, topicWidth) = (Math.Max(15, group.Id.Length), Width(r => r.Topic ?? "-"));
        var (consumerWidth, hostWidth) = (Width(r => r.ConsumerId), Width(r => r.Host));
        void Line(string g, string topic, string partition, string epoch, string current, string end, string lag, string consumer, string host, string client) =>
            context.Out.Write($"\n{g.PadRight(groupWidth)} {topic.PadRight(topicWidth)} {partition,-10} {(verbose ? epoch.PadRight(15) + " " : "")}{current,-15} {end,-15} {lag,-15} {consumer.PadRight(consumerWidth)} {host.PadRight(hostWidth)} {client}");
        Line("GROUP", "TOPIC", "PARTITION", "LEADER-EPOCH", "CURRENT-OFFSET", "LOG-END-OFFSET", "LAG", "CONSUMER-ID", "HOST", "CLIENT-ID");
        foreach (var row in rows)
            Line(group.Id, row.Topic ?? "-", Text(row.Partition), Text(row.LeaderEpoch), Text(row.Current), Text(row.End), Text(row.Lag), row.ConsumerId, row.Host, row.ClientId);
        context.Out.Write("\n");
    }

    private static async Task<List<OffsetRow>> RowsAsync(
        ClusterClient client, Dictionary<TopicPartition, (long Offset, int LeaderEpoch)> committed, IReadOnlyList<TopicPartition> partitions, string consumer, string host, string clientId, CancellationToken cancel)
    {
        var ends = await OffsetCalls.ListAsync(client, partitions, OffsetCalls.Latest, cancel);
        var rows = new List<OffsetRow>();
        foreach (var partition in partitions.Order(Comparer<TopicPartition>.Create(TopicPartition.Compare)))
        {
            var (end, error) = ends[partition];
            if (error is { Error: not ErrorCode.LeaderNotAvailable })
                throw JavaException.Runtime(JavaException.Execution(error));
            var found = committed.TryGetValue(partition, out var value);
            rows.Add(new OffsetRow(partition.Topic, partition.Partition, found && value.LeaderEpoch >= 0 ? value.LeaderEpoch : null, found ? value.Offset : null, error is null ? end : null, consumer, host, clientId));
        }
        return rows;
    }

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
