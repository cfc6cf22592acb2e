using System.Globalization;
using KafkaQuiz.Console.Cluster;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Messages;

namespace KafkaQuiz.Console.MetadataQuorum;

/// <summary><c>describe --replication</c>.</summary>
internal static class DescribeReplication
{
    public static async Task RunAsync(ToolContext context, ClusterClient client, bool humanReadable, CancellationToken cancel)
    {
        var quorum = await Quorum.DescribeAsync(client, cancel);
        var leader = quorum.Leader;
        var rows = new List<string[]>();
        string[] Row(DescribeQuorumResponse.ReplicaState replica, string status) =>
        [
            replica.ReplicaId.ToString(CultureInfo.InvariantCulture),
            KafkaIds.Text(replica.ReplicaDirectoryId),
            replica.LogEndOffset.ToString(CultureInfo.InvariantCulture),
            (leader.LogEndOffset - replica.LogEndOffset).ToString(CultureInfo.InvariantCulture),
            Time(context, replica.LastFetchTimestamp, humanReadable, "last fetch"),
            Time(context, replica.LastCaughtUpTimestamp, humanReadable, "last caught up"),
            status,
        ];
        rows.Add(Row(leader, "Leader"));
        rows.AddRange(quorum.Partition.CurrentVoters.Where(v => v.ReplicaId != quorum.Partition.LeaderId).Select(v => Row(v, "Follower")));
        rows.AddRange(quorum.Partition.Observers.Select(o => Row(o, "Observer")));
        PrettyTable.Print(context, ["NodeId", "DirectoryId", "LogEndOffset", "Lag", "LastFetchTimestamp", "LastCaughtUpTimestamp", "Status"], rows);
    }

    private static string Time(ToolContext context, long timestamp, bool humanReadable, string name)
    {
        if (timestamp < 0)
            return "-1";
        if (!humanReadable)
            return timestamp.ToString(CultureInfo.InvariantCulture);
        var now = context.Milliseconds;
        return timestamp > 0 && timestamp <= now
            ? (now - timestamp).ToString(CultureInfo.InvariantCulture) + " ms ago"
            : throw new JavaException("org.apache.kafka.common.KafkaException",
                $"Error while computing relative time, possible drift in system clock.\nCurrent timestamp is {now}, {name} timestamp is {timestamp}");
    }
}
