using System.Text;

namespace KafkaQuiz.Console;

/// <summary>
/// A session's folders and small text files, in memory: at most 64 files of 256 Ki characters, 4 Mi in all. Safe for concurrent use; a
/// file that a background job writes can be read meanwhile.
/// </summary>
public sealed class VirtualFiles
{
    public const int MaxFiles = 64;
    public const int MaxLength = 256 * 1024;
    public const int MaxTotal = 4 * 1024 * 1024;

    /// <summary>Where a session begins, and what <c>~</c> means.</summary>
    public const string Home = "/home/kafka";

    private readonly SortedDictionary<string, StringBuilder> _files = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _folders = new(StringComparer.Ordinal) { "/", "/home", Home, "/tmp" };
    private readonly Lock _lock = new();

    /// <summary>Full paths of all files, in order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_lock)
                return [.. _files.Keys];
        }
    }

    /// <summary>The folder that relative paths begin at.</summary>
    public string Current { get; private set; } = Home;

    /// <summary>The file's text, or null.</summary>
    public string? Read(string path)
    {
        lock (_lock)
            return _files.GetValueOrDefault(FullPath(path))?.ToString();
    }

    /// <summary>Creates or replaces a file; folders on its way are made.</summary>
    /// <exception cref="InvalidOperationException">Too many files, or too long.</exception>
    public void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_lock)
        {
            Create(path);
            Append(path, text);
        }
    }

    /// <summary>Makes a file empty, or a new one, with the folders on its way.</summary>
    /// <exception cref="InvalidOperationException">Too many files, or the path is a folder.</exception>
    internal void Create(string path)
    {
        var full = FullPath(path);
        lock (_lock)
        {
            if (_folders.Contains(full))
                throw new InvalidOperationException($"{path}: Is a directory");
            if (!_files.ContainsKey(full) && _files.Count >= MaxFiles)
                throw new InvalidOperationException($"{path}: more than {MaxFiles} files");
            MakeFolders(Parent(full));
            _files[full] = new StringBuilder();
        }
    }

    /// <summary>Adds to a file's end.</summary>
    /// <exception cref="InvalidOperationException">The file or all files would be too long; nothing was added.</exception>
    internal void Append(string path, string text)
    {
        var full = FullPath(path);
        lock (_lock)
        {
            if (!_files.TryGetValue(full, out var file))
                _files[full] = file = new StringBuilder();
            if (file.Length + text.Length > MaxLength)
                throw new InvalidOperationException($"{path}: more than {MaxLength} characters");
            if (_files.Values.Sum(f => (long)f.Length) + text.Length > MaxTotal)
                throw new InvalidOperationException($"{path}: more than {MaxTotal} characters in all files");
            file.Append(text);
        }
    }

    /// <returns>False when there was none.</returns>
    public bool Delete(string path)
    {
        lock (_lock)
            return _files.Remove(FullPath(path));
    }

    /// <summary>Files and folders in a folder, by name; folders end with a slash. Null when there is no such folder.</summary>
    public IReadOnlyList<string>? List(string folder)
    {
        var full = FullPath(folder);
        lock (_lock)
        {
            if (!_folders.Contains(full))
                return null;
            var inside = full == "/" ? "/" : full + "/";
            return [.. _files.Keys.Where(f => Parent(f) == full).Select(f => f[inside.Length..])
                .Concat(_folders.Where(f => f != "/" && Parent(f) == full).Select(f => f[inside.Length..] + "/")).Order(StringComparer.Ordinal)];
        }
    }

    internal bool IsFile(string path)
    {
        lock (_lock)
            return _files.ContainsKey(FullPath(path));
    }

    internal bool IsFolder(string path)
    {
        lock (_lock)
            return _folders.Contains(FullPath(path));
    }

    /// <summary>Makes a folder and those above it.</summary>
    /// <exception cref="InvalidOperationException">There is a file of that name, or there are too many folders.</exception>
    internal void MakeFolder(string path)
    {
        lock (_lock)
            MakeFolders(FullPath(path));
    }

    /// <summary>Removes a folder with all that is in it.</summary>
    internal void DeleteFolder(string path)
    {
        var full = FullPath(path);
        lock (_lock)
        {
            foreach (var file in _files.Keys.Where(f => f.StartsWith(full + "/", StringComparison.Ordinal)).ToList())
                _files.Remove(file);
            _folders.RemoveWhere(f => f == full || f.StartsWith(full + "/", StringComparison.Ordinal));
            MakeFolders(Home);
            if (!_folders.Contains(Current))
                Current = Home;
        }
    }

    internal IReadOnlyList<string> Folders
    {
        get
        {
            lock (_lock)
                return [.. _folders];
        }
    }

    /// <returns>False when there is no such folder.</returns>
    internal bool Enter(string folder)
    {
        lock (_lock)
        {
            if (!_folders.Contains(FullPath(folder)))
                return false;
            Current = FullPath(folder);
            return true;
        }
    }

    /// <summary>A path from the root, without . and .., however it was typed.</summary>
    public string FullPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var typed = path.Trim();
        var from = typed is "~" || typed.StartsWith("~/", StringComparison.Ordinal) ? Home + typed[1..] : typed.StartsWith('/') ? typed : Current + "/" + typed;
        var parts = new List<string>();
        foreach (var part in from.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part != ".")
                parts.Add(part);
        }
        return "/" + string.Join('/', parts);
    }

    private void MakeFolders(string full)
    {
        var at = "";
        foreach (var part in full.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at += "/" + part;
            if (_files.ContainsKey(at))
                throw new InvalidOperationException($"{at}: Not a directory");
            if (_folders.Count >= MaxFiles && !_folders.Contains(at))
                throw new InvalidOperationException($"{at}: more than {MaxFiles} folders");
            _folders.Add(at);
        }
    }

    internal static string Parent(string full) => full.LastIndexOf('/') is > 0 and var slash ? full[..slash] : "/";
}
