namespace KafkaQuiz.Practice.Servers;

/// <summary>The formatted log directories of a machine by path. Only on the loop.</summary>
/// <param name="workingDirectory">What relative paths are relative to.</param>
internal sealed class Disk(string workingDirectory)
{
    private readonly Dictionary<string, StorageDirectory> _directories = [];

    public StorageDirectory? this[string path]
    {
        get => _directories.GetValueOrDefault(Full(path));
        set => _directories[Full(path)] = value!;
    }

    /// <summary>Whether any directory holds the metadata of this cluster.</summary>
    public bool Holds(ClusterState cluster) => _directories.Values.Any(d => d.Metadata?.Current == cluster);

    /// <summary>Removes a directory and all below it, as `rm -r` does.</summary>
    public void Delete(string path)
    {
        var root = Full(path);
        foreach (var below in _directories.Keys.Where(k => k == root || root == "/" || k.StartsWith(root + '/', StringComparison.Ordinal)).ToList())
            _directories.Remove(below);
    }

    private string Full(string path)
    {
        var parts = new List<string>();
        foreach (var part in (path.StartsWith('/') ? path : workingDirectory + "/" + path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or ".."))
                parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }
}
