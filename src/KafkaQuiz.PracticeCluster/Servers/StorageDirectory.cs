using KafkaQuiz.Practice.Controller;

namespace KafkaQuiz.Practice.Servers;

/// <summary>A formatted log directory: its meta.properties, and in the node's metadata directory the metadata log. Only on the loop.</summary>
internal sealed class StorageDirectory
{
    /// <summary>`cluster.id`, whatever text it was formatted with.</summary>
    public required string ClusterId { get; init; }

    /// <summary>`node.id`.</summary>
    public required int NodeId { get; init; }

    /// <summary>`directory.id`: another one each time it is formatted.</summary>
    public required Guid Id { get; init; }

    /// <summary>Voters that it was formatted with, in a dynamic quorum.</summary>
    public IReadOnlyList<Voter> InitialVoters { get; init; } = [];

    /// <summary>Feature levels that it was formatted with (bootstrap.checkpoint).</summary>
    public IReadOnlyDictionary<string, short> Levels { get; init; } = Features.All.ToDictionary(f => f.Name, f => f.Level);

    /// <summary>The cluster whose metadata its log holds; null while it is empty.</summary>
    public ClusterState? Metadata { get; set; }

    /// <summary>As `kafka-storage info` prints it.</summary>
    public override string ToString() => $"{{cluster.id={ClusterId}, directory.id={KafkaId.Show(Id)}, node.id={NodeId}, version=1}}";
}
