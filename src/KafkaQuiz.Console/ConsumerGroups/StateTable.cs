using System.Globalization;

namespace KafkaQuiz.Console.ConsumerGroups;

/// <summary><c>--describe --state</c>.</summary>
internal static class StateTable
{
    public static void Print(ToolContext context, GroupDescription group, bool verbose)
    {
        if (!DescribeGroups.Introduce(context, group, 1))
            return;
        var coordinator = $"{group.Coordinator.Host}:{group.Coordinator.Port}  ({group.Coordinator.Id})";
        var (groupWidth, coordinatorWidth) = (Math.Max(15, group.Id.Length), Math.Max(25, coordinator.Length));
        void Line(string g, string c, string assignor, string state, string epoch, string targetEpoch, string members) =>
            context.Out.Write($"\n{g.PadRight(groupWidth)} {c.PadRight(coordinatorWidth)} {assignor,-20} {state,-20} {(verbose ? $"{epoch,-15} {targetEpoch,-25} " : "")}{members}");
        Line("GROUP", "COORDINATOR (ID)", "ASSIGNMENT-STRATEGY", "STATE", "GROUP-EPOCH", "TARGET-ASSIGNMENT-EPOCH", "#MEMBERS");
        Line(group.Id, coordinator, group.Assignor.Length == 0 ? "-" : group.Assignor, group.State, Text(group.Epoch), Text(group.TargetEpoch), group.Members.Count.ToString(CultureInfo.InvariantCulture));
        context.Out.Write("\n");
    }

    private static string Text(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
