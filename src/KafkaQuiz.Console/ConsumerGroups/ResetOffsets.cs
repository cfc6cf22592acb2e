using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--reset-offsets</c>: plans, and with <c>--execute</c> commits, new offsets of groups without members.</summary>
internal static class ResetOffsets
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, OptionSet options, CancellationToken cancel)
    {
        var plans = new Dictionary<string, Dictionary<TopicPartition, long>>(StringComparer.Ordinal);
        foreach (var group in JavaHash.Order(await ListGroups.NamesAsync(client, options, cancel)))
            plans[group] = await ResetAsync(context, client, options, group, cancel);
        if (options.Has("export"))
            context.Line(Export(plans, options.ValuesOf("group").Count == 1));
        else
            Print(context, plans);
    }

    private static async Task<Dictionary<TopicPartition, long>> ResetAsync(ToolContext context, ClusterClient client, OptionSet options, string group, CancellationToken cancel)
    {
        var state = await StateAsync(client, group, cancel);
        if (state is not ("Empty" or "Dead"))
        {
            ConsumerGroupsTool.Fault(context, $"Assignments can only be reset if the group '{group}' is inactive, but the current state is {state}.");
            return [];
        }
        var partitions = await PartitionsToReset.OfAsync(context, client, options, group, cancel);
        await PartitionsToReset.CheckAsync(client, partitions, cancel);
        var plan = await new ResetPlan(context, client, options, group).OfAsync(partitions, cancel);
        if (options.Has("execute") && !options.Has("dry-run"))
            await GroupCalls.CommitAsync(client, group, plan, cancel);
        return plan;
    }

    /// <summary>A group that does not exist may be given offsets.</summary>
    private static async Task<string> StateAsync(ClusterClient client, string group, CancellationToken cancel)
    {
        try
        {
            return (await GroupDescription.OfAsync(client, group, cancel)).State;
        }
        catch (JavaException e) when (e.Cause?.Error == ErrorCode.GroupIdNotFound)
        {
            return "Dead";
        }
        catch (JavaException e)
        {
            throw JavaException.Runtime(e);
        }
    }

    private static void Print(ToolContext context, Dictionary<string, Dictionary<TopicPartition, long>> plans)
    {
        var groupWidth = plans.Keys.Select(g => g.Length).Append(15).Max();
        var topicWidth = plans.Values.SelectMany(p => p.Keys).Select(k => k.Topic.Length).Append(15).Max();
        void Line(string group, string topic, string partition, string offset) =>
            context.Out.Write($"\n{group.PadRight(groupWidth)} {topic.PadRight(topicWidth)} {partition,-10} {offset}");
        if (plans.Count > 0)
            Line("GROUP", "TOPIC", "PARTITION", "NEW-OFFSET");
        foreach (var group in JavaHash.Order(plans.Keys))
        {
            foreach (var partition in JavaHash.Order(plans[group].Keys))
                Line(group, partition.Topic, partition.Partition.ToString(CultureInfo.InvariantCulture), plans[group][partition].ToString(CultureInfo.InvariantCulture));
        }
        context.Out.Write("\n");
    }

    private static string Export(Dictionary<string, Dictionary<TopicPartition, long>> plans, bool single) =>
        string.Concat(JavaHash.Order(plans.Keys).SelectMany(group => JavaHash.Order(plans[group].Keys).Select(p =>
            $"{(single ? "" : group + ",")}{p.Topic},{p.Partition},{plans[group][p]}\n")));
}
