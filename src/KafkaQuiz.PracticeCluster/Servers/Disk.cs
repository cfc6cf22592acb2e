namespace KafkaQuiz.Practice.Servers;

/// <summary>The formatted log directories of a machine by path. Only on the loop.</summary>
/// <param name="workingDirectory">What relative paths are relative to.</param>
internal sealed class Disk(string workingDirectory)
{
    private readonly Dictionary<string, StorageDirectory> _directories = [];

    /// <summary>All, in order of their paths.</summary>
    public IEnumerable<KeyValuePair<string, StorageDirectory>> All => _directories.OrderBy(d => d.Key, StringComparer.Ordinal);

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

    /// <summary>What is in a directory by name, null for a directory; null when nothing is or was there.</summary>
    public IReadOnlyDictionary<string, string?>? List(string path)
    {
        var root = Full(path);
        var inside = root == "/" ? "/" : root + "/";
        var found = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        foreach (var below in _directories.Keys.Where(k => k.StartsWith(inside, StringComparison.Ordinal)))
            found[below[inside.Length..].Split('/')[0]] = null;
        if (_directories.TryGetValue(root, out var directory))
            found["meta.properties"] = $"#\ncluster.id={directory.ClusterId}\ndirectory.id={KafkaId.Show(directory.Id)}\nnode.id={directory.NodeId}\nversion=1\n";
        return found.Count == 0 ? null : found;
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
