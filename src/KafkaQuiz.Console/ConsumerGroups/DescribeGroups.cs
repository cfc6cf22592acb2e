using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--describe</c>: offsets (the default), members or state.</summary>
internal static class DescribeGroups
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, OptionSet options, CancellationToken cancel)
    {
        var names = await ListGroups.NamesAsync(client, options, cancel);
        var groups = new SortedDictionary<string, GroupDescription>(StringComparer.Ordinal);
        foreach (var name in JavaHash.Order(names))
            groups[name] = await GroupDescription.OfAsync(client, name, cancel);
        var verbose = options.Has("verbose");
        if (options.Has("members"))
        {
            foreach (var group in groups.Values)
                MembersTable.Print(context, group, verbose);
            return;
        }
        if (options.Has("state"))
        {
            foreach (var group in groups.Values)
                StateTable.Print(context, group, verbose);
            return;
        }
        // The tool collects all before it prints any.
        var tables = new List<(GroupDescription Group, List<OffsetRow> Rows)>();
        foreach (var group in groups.Values)
            tables.Add((group, await OffsetsTable.RowsAsync(client, group, cancel)));
        foreach (var (group, rows) in tables)
            OffsetsTable.Print(context, group, rows, verbose);
    }

    /// <summary>What is said of a group before its table; false when no table follows.</summary>
    public static bool Introduce(ToolContext context, GroupDescription group, int rows)
    {
        switch (group.State)
        {
            case "Dead":
                ConsumerGroupsTool.Fault(context, $"Consumer group '{group.Id}' does not exist.");
                return false;
            case "Empty":
                context.ErrorLine($"\nConsumer group '{group.Id}' has no active members.");
                break;
            case "PreparingRebalance" or "CompletingRebalance" or "Assigning" or "Reconciling":
                context.ErrorLine($"\nWarning: Consumer group '{group.Id}' is rebalancing.");
                break;
            case "Stable":
                break;
            default:
                throw new JavaException("org.apache.kafka.common.KafkaException", $"Expected a valid consumer group state, but found '{group.State}'.");
        }
        return rows > 0;
    }
}
