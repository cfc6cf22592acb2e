using KafkaQuiz.Console.Cluster;

namespace KafkaQuiz.Console.ReassignPartitions;

/// <summary><c>--list</c>.</summary>
internal static class ListMoves
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, CancellationToken cancel)
    {
        var moves = await Reassignments.ListAsync(client, null, cancel);
        if (moves.Count == 0)
        {
            context.Line("No partition reassignments found.");
            return;
        }
        context.Line("Current partition reassignments:");
        foreach (var (partition, move) in moves.OrderBy(m => m.Key, Comparer<TopicPartition>.Create(TopicPartition.Compare)))
        {
            var adding = move.Adding.Count == 0 ? "" : $" adding: {string.Join(",", move.Adding)}.";
            var removing = move.Removing.Count == 0 ? "" : $" removing: {string.Join(",", move.Removing)}.";
            context.Line($"{partition}: replicas: {string.Join(",", move.Replicas)}.{adding}{removing}");
        }
    }
}
