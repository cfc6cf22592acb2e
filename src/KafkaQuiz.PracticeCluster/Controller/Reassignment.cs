using KafkaQuiz.Practice.Topics;

namespace KafkaQuiz.Practice.Controller;

/// <summary>
/// Moves a partition to other brokers: first all new replicas are added, and when they are in the ISR the old ones go
/// (PartitionReassignmentReplicas.java, PartitionReassignmentRevert.java). <see cref="PartitionChange"/> sees the end.
/// </summary>
internal static class Reassignment
{
    public static bool IsUnderWay(Partition partition) => partition.Adding.Count + partition.Removing.Count > 0;

    /// <summary>Starts a move, or gives one that is under way another target.</summary>
    /// <param name="cluster">All.</param>
    /// <param name="partition">What to move.</param>
    /// <param name="target">Its replicas afterwards, checked.</param>
    public static void Start(ClusterState cluster, Partition partition, IReadOnlyList<int> target)
    {
        var removing = partition.Assignment.Except(target).Order().ToList();
        var adding = target.Except(partition.Assignment).Order().ToList();
        cluster.Controller.Change(partition, new PartitionChange(partition, cluster.Controller.IsAlive(partition))
        {
            Assignment = [.. target, .. removing],
            // As in Kafka, an empty list leaves what an earlier move still has to do.
            Adding = adding.Count > 0 ? adding : partition.Adding,
            Removing = removing.Count > 0 ? removing : partition.Removing,
        });
    }

    /// <summary>Goes back to the replicas before the move.</summary>
    /// <returns>False when no replica of before is in sync and the topic forbids unclean elections.</returns>
    public static bool Cancel(ClusterState cluster, Partition partition)
    {
        var replicas = partition.Assignment.Except(partition.Adding).ToList();
        var isr = partition.Isr.Except(partition.Adding).ToList();
        var unclean = isr.Count == 0;
        if (unclean && !partition.Topic.Settings.AllowsUncleanElection)
            return false;
        cluster.Controller.Change(partition, new PartitionChange(partition, cluster.Controller.IsAlive(partition))
        {
            Mode = ClusterController.ModeOf(partition),
            Assignment = replicas,
            Isr = unclean ? [replicas[0]] : isr,
            Adding = [],
            Removing = [],
        });
        return true;
    }
}
