using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--list</c>, with <c>--state</c> and <c>--type</c>.</summary>
internal static class ListGroups
{
    private static readonly string[] States = ["PreparingRebalance", "Empty", "Reconciling", "Dead", "Stable", "CompletingRebalance", "Assigning"];

    public static async Task RunAsync(ToolContext context, ClusterClient client, OptionSet options, CancellationToken cancel)
    {
        var (withType, withState) = (options.Has("type"), options.Has("state"));
        var types = Parse(options.ValueOf("type"), ["Consumer", "Classic"], "types", "types");
        var states = Parse(options.ValueOf("state"), States, "state", "states");
        var groups = await GroupCalls.ListAsync(client, states, types, cancel);
        if (!withType && !withState)
        {
            foreach (var group in groups)
                context.Line(group.GroupId);
            return;
        }
        var width = groups.Select(g => g.GroupId.Length).Append(15).Max() + 10;
        Print(context, width, withType, withState, "GROUP", "TYPE", "STATE");
        foreach (var group in groups)
            Print(context, width, withType, withState, group.GroupId, Type(group), group.GroupState);
    }

    /// <summary>All groups of <c>--all-groups</c>, or those named.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(ClusterClient client, OptionSet options, CancellationToken cancel) =>
        options.Has("all-groups") ? [.. (await GroupCalls.ListAsync(client, [], [], cancel)).Select(g => g.GroupId)] : options.ValuesOf("group");

    private static string Type(ListGroupsResponse.ListedGroup group) =>
        group.GroupType.Length == 0 ? "Unknown" : char.ToUpperInvariant(group.GroupType[0]) + group.GroupType[1..];

    private static void Print(ToolContext context, int width, bool withType, bool withState, string group, string type, string state)
    {
        var line = group.PadRight(width);
        if (withType)
            line += " " + type.PadRight(20);
        if (withState)
            line += " " + state.PadRight(20);
        context.Line(line);
    }

    private static List<string> Parse(string? list, string[] valid, string name, string names)
    {
        if (string.IsNullOrEmpty(list))
            return [];
        var parsed = list.Split(',').Select(part => valid.FirstOrDefault(v => v.Equals(part.Trim().Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))).ToList();
        return parsed.Contains(null)
            ? throw JavaException.IllegalArgument($"Invalid {name} list '{list}'. Valid {names} are: {string.Join(", ", valid)}")
            : [.. parsed.Select(p => p!)];
    }
}
