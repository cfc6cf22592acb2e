namespace KafkaQuiz.Content;

/// <summary>Everything that a machine can find wrong with the content: the faults of reading it, and those that only draws and whole banks show.</summary>
public static class ContentLint
{
    /// <summary>Lints everything below <paramref name="root"/>.</summary>
    /// <param name="root">The folder that holds <c>questions</c> and <c>labs</c>.</param>
    /// <param name="paths">Only faults of these files or folders (absolute, or relative to the current folder); all where there are none.</param>
    public static IReadOnlyList<Fault> Run(string root, params IReadOnlyList<string> paths)
    {
        var read = ContentLoader.Read(root);
        var faults = read.Faults.ToList();
        foreach (var bank in read.Items.GroupBy(item => item.File))
        {
            var found = new FaultList(bank.Key);
            foreach (var (item, _) in bank)
                Lint.DrawLint.Check(item, found);
            Lint.BankLint.Check([.. bank.Select(item => item.Item)], found);
            faults.AddRange(found.All);
        }

        if (read.Content is { } content)
            faults.AddRange(Lint.CourseLint.Check(content));
        string[] kept = [.. paths.Select(path => Path.GetRelativePath(root, Path.GetFullPath(path)).Replace('\\', '/').TrimEnd('/'))];
        return
        [
            .. faults.Where(fault => kept.Length == 0 || kept.Any(path => Holds(path, fault.Place.File)))
                .OrderBy(fault => fault.Place.File, StringComparer.Ordinal).ThenBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column),
        ];
    }

    private static bool Holds(string path, string file) =>
        path is "." or "" || file == path || file.StartsWith(path + "/", StringComparison.Ordinal);
}
