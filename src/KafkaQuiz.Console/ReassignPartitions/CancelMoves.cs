using KafkaQuiz.Console.Cluster;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary><c>--cancel</c>.</summary>
internal static class CancelMoves
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, ReassignmentFile file, bool preserveThrottles, CancellationToken cancel)
    {
        var moves = await Reassignments.ListAsync(client, file.Partitions.Select(p => p.Partition).Distinct(), cancel);
        var active = moves.Where(m => m.Value.Adding.Count > 0 || m.Value.Removing.Count > 0).Select(m => m.Key).ToList();
        if (active.Count == 0)
            context.Line("None of the specified partition reassignments are active.");
        else
            await CancelAsync(context, client, active, cancel);
        var moving = (await VerifyMoves.StatesAsync(client, file.LogDirs, cancel)).Where(s => s.Value?.Future is not null).ToDictionary(s => s.Key, s => s.Value!.Current!);
        if (moving.Count == 0)
            context.Out.Write("None of the specified partition moves are active.");
        else
            await ExecuteMoves.MoveDirectoriesAsync(context, client, moving, 10000, cancel);
        if (!preserveThrottles)
            await Throttles.ClearAsync(context, client, file, cancel);
    }

    private static async Task CancelAsync(ToolContext context, ClusterClient client, List<TopicPartition> active, CancellationToken cancel)
    {
        var errors = await AlterCall.SendAsync(client, active.ToDictionary(a => a, _ => (IReadOnlyList<int>?)null), true, cancel);
        if (errors.Count > 0)
            throw new TerseException($"Error cancelling partition reassignment{(errors.Count == 1 ? "" : "s")} for:\n{AlterCall.List(errors)}");
        context.Line($"Successfully cancelled partition reassignment{(active.Count == 1 ? "" : "s")} for: {string.Join(",", active.Order(Comparer<TopicPartition>.Create(TopicPartition.Compare)))}");
    }
}
