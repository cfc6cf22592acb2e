using KafkaQuiz.Practice.Groups;

namespace KafkaQuiz.Practice.Servers;

/// <summary>What the meta.properties of a node's directories must be (MetaPropertiesEnsemble.verify). Only on the loop.</summary>
internal static class MetaProperties
{
    /// <summary>The formatted ones among a node's directories.</summary>
    public static List<(string Path, StorageDirectory Directory)> Formatted(Disk disk, ServerConfig config) =>
        [.. config.Directories.Select(path => (path, Directory: disk[path])).Where(d => d.Directory is not null).Select(d => (d.path, d.Directory!))];

    /// <summary>Those that are not formatted, in the order of a Java HashSet.</summary>
    public static List<string> Empty(Disk disk, ServerConfig config) => [.. JavaHash.Order(config.Directories.Where(path => disk[path] is null).ToList(), JavaHash.Of)];

    /// <summary>That they belong to one node of one cluster.</summary>
    /// <param name="formatted">As <see cref="Formatted"/> gives them.</param>
    /// <param name="clusterId">The one wanted; null takes the first directory's.</param>
    /// <param name="nodeId">The one configured; null takes the first directory's.</param>
    /// <exception cref="KafkaFault">They do not.</exception>
    public static void Verify(List<(string Path, StorageDirectory Directory)> formatted, string? clusterId, int? nodeId)
    {
        foreach (var (path, directory) in formatted)
        {
            clusterId ??= directory.ClusterId;
            if (directory.ClusterId != clusterId)
                throw KafkaFault.Runtime($"Invalid cluster.id in: {path}/meta.properties. Expected {clusterId}, but read {directory.ClusterId}");
            nodeId ??= directory.NodeId;
            if (directory.NodeId != nodeId)
                throw KafkaFault.Runtime($"Stored node id {directory.NodeId} doesn't match previous node id {nodeId} in {path}/meta.properties. If you moved your data, make sure your configured node id matches. If you intend to create a new node, you should remove all data in your data directories.");
        }
    }
}
