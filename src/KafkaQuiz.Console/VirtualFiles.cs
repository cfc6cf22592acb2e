namespace KafkaQuiz.Console;

/// <summary>Small text files in memory, by path. At most 64 files of 256 Ki characters.</summary>
public sealed class VirtualFiles
{
    public const int MaxFiles = 64;
    public const int MaxLength = 256 * 1024;
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>Paths in order.</summary>
    public IReadOnlyList<string> Paths => [.. _files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The file's text, or null.</summary>
    public string? Read(string path) => _files.GetValueOrDefault(Normalise(path));

    /// <summary>Creates or replaces a file.</summary>
    /// <exception cref="InvalidOperationException">Too many files, or too long.</exception>
    public void Write(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = Normalise(path);
        if (text.Length > MaxLength)
            throw new InvalidOperationException($"{path}: more than {MaxLength} characters");
        if (!_files.ContainsKey(key) && _files.Count >= MaxFiles)
            throw new InvalidOperationException($"{path}: more than {MaxFiles} files");
        _files[key] = text;
    }

    /// <returns>False when there was none.</returns>
    public bool Delete(string path) => _files.Remove(Normalise(path));

    /// <summary><c>./a.json</c>, <c>a.json</c> and <c>~/a.json</c> are one file; any other folder is part of the name.</summary>
    private static string Normalise(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = path.Trim();
        while (name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("~/", StringComparison.Ordinal))
            name = name[2..];
        return name;
    }
}
