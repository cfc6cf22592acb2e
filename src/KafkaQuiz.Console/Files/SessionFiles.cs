using System.IO.Enumeration;

namespace KafkaQuiz.Console;

/// <summary>What a learner sees of files: the session's own, and the directories of its machine, which are only read or removed whole.</summary>
internal static class SessionFiles
{
    public static async Task<string?> ReadFileAsync(this ConsoleSession session, string path, CancellationToken cancel)
    {
        if (session.Files.Read(path) is { } own)
            return own;
        var full = session.Files.FullPath(path);
        var folder = session.Machine is { } machine ? await machine.ListAsync(VirtualFiles.Parent(full), cancel) : null;
        return folder?.GetValueOrDefault(full[(full.LastIndexOf('/') + 1)..]);
    }

    public static async Task<bool> FileExistsAsync(this ConsoleSession session, string path, CancellationToken cancel) => await session.ReadFileAsync(path, cancel) is not null;

    public static async Task<bool> FolderExistsAsync(this ConsoleSession session, string path, CancellationToken cancel) => await session.ListFolderAsync(path, cancel) is not null;

    /// <summary>Names in a folder, folders with a slash; null when there is no such folder.</summary>
    public static async Task<IReadOnlyList<string>?> ListFolderAsync(this ConsoleSession session, string path, CancellationToken cancel)
    {
        var own = session.Files.List(path);
        var there = session.Machine is { } machine ? await machine.ListAsync(session.Files.FullPath(path), cancel) : null;
        return own is null && there is null ? null
            : [.. (own ?? []).Concat(there?.Select(f => f.Value is null ? f.Key + "/" : f.Key) ?? []).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>rm -r.</summary>
    public static async Task DeleteFolderAsync(this ConsoleSession session, string path, CancellationToken cancel)
    {
        var full = session.Files.FullPath(path);
        if (session.Machine is { } machine)
            await machine.DeleteAsync(full, cancel);
        session.Files.DeleteFolder(full);
    }

    /// <summary>Paths that match a pattern with * and ?, as it was typed; empty when none does.</summary>
    public static async Task<IReadOnlyList<string>> GlobAsync(this ConsoleSession session, string pattern, CancellationToken cancel)
    {
        var parts = pattern.Split('/');
        List<string> found = [""];
        for (var i = 0; i < parts.Length; i++)
        {
            var (part, isLast) = (parts[i], i == parts.Length - 1);
            if (part.AsSpan().IndexOfAny('*', '?') < 0)
            {
                found = [.. found.Select(f => f + part + (isLast ? "" : "/"))];
                continue;
            }
            var next = new List<string>();
            foreach (var folder in found)
            {
                next.AddRange((await session.ListFolderAsync(folder.Length == 0 ? "." : folder, cancel) ?? []).Where(n => isLast || n.EndsWith('/')).Select(n => n.TrimEnd('/'))
                    .Where(n => FileSystemName.MatchesSimpleExpression(part, n, ignoreCase: false) && (n[0] != '.' || part[0] == '.')).Select(n => folder + n + (isLast ? "" : "/")));
            }
            found = next;
        }
        var there = new List<string>();
        foreach (var path in found)
        {
            if (await session.FileExistsAsync(path, cancel) || await session.FolderExistsAsync(path, cancel))
                there.Add(path);
        }
        return there;
    }
}
