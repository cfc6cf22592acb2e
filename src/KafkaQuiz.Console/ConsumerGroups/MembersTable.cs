using System.Globalization;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--describe --members</c>.</summary>
internal static class MembersTable
{
    public static void Print(ToolContext context, GroupDescription group, bool verbose)
    {
        var members = group.Members;
        _ = DescribeGroups.Introduce(context, group, members.Count);
        int Width(int least, Func<GroupMember, string> cell) => members.Select(m => cell(m).Length).Append(least).Max();
        var (groupWidth, idWidth, instanceWidth) = (members.Count > 0 ? Math.Max(15, group.Id.Length) : 15, Width(15, m => m.Id), Width(17, m => m.InstanceId));
        var (hostWidth, clientWidth) = (Width(15, m => m.Host), Width(15, m => m.ClientId));
        var (currentWidth, targetWidth) = (Width(20, m => Text(m.Assignment)), Width(20, m => Text(m.Target)));
        var instances = members.Any(m => m.InstanceId.Length > 0);
        var migrating = members.Any(m => m.Upgraded == false) && members.Any(m => m.Upgraded == true);
        void Line(string g, string id, string instance, string host, string client, string partitions, string epoch, string current, string targetEpoch, string target, string upgraded)
        {
            var line = $"{g.PadRight(groupWidth)} {id.PadRight(idWidth)} {(instances ? instance.PadRight(instanceWidth) + " " : "")}{host.PadRight(hostWidth)} {client.PadRight(clientWidth)} {partitions,-15} ";
            if (verbose)
                line += $"{epoch,-15} {current.PadRight(currentWidth)} {targetEpoch,-15} {target.PadRight(targetWidth)}{(migrating ? " " + upgraded : "")}";
            context.Out.Write(line + "\n");
        }
        context.Out.Write("\n");
        Line("GROUP", "CONSUMER-ID", "GROUP-INSTANCE-ID", "HOST", "CLIENT-ID", "#PARTITIONS", "CURRENT-EPOCH", "CURRENT-ASSIGNMENT", "TARGET-EPOCH", "TARGET-ASSIGNMENT", "UPGRADED");
        foreach (var member in members)
        {
            Line(group.Id, member.Id, member.InstanceId, member.Host, member.ClientId, member.Assignment.Count.ToString(CultureInfo.InvariantCulture),
                member.Epoch?.ToString(CultureInfo.InvariantCulture) ?? "-", Text(member.Assignment), group.TargetEpoch?.ToString(CultureInfo.InvariantCulture) ?? "-", Text(member.Target),
                member.Upgraded is { } upgraded ? upgraded ? "true" : "false" : "-");
        }
    }

    /// <summary>orders:0,1;payments:2.</summary>
    private static string Text(IReadOnlyList<TopicPartition> assignment) => assignment.Count == 0
        ? "-"
        : string.Join(";", assignment.GroupBy(p => p.Topic).Select(g => g.Key + ":" + string.Join(",", g.Select(p => p.Partition).Order())).Order(StringComparer.Ordinal));
}
