namespace KafkaQuiz.Console.Shell;

/// <summary>cp, mv.</summary>
internal static class CopyCommands
{
    /// <summary>cp FILE... TARGET; the target may be a folder.</summary>
    public static Task<int> Copy(BuiltinContext context, CancellationToken cancel) => Task.FromResult(Each(context, "cp FILE... TARGET", static (files, from, to) => files.Write(to, files.Read(from)!)));

    /// <summary>mv FILE... TARGET.</summary>
    public static Task<int> Move(BuiltinContext context, CancellationToken cancel) => Task.FromResult(Each(context, "mv FILE... TARGET", static (files, from, to) =>
    {
        if (files.FullPath(from) == files.FullPath(to))
            return;
        var text = files.Read(from)!;
        files.Delete(from);
        files.Write(to, text);
    }));

    private static int Each(BuiltinContext context, string usage, Action<VirtualFiles, string, string> act)
    {
        var files = context.Session.Files;
        var paths = context.Arguments.Where(a => !FileCommands.IsFlag(a)).ToList();
        if (paths.Count < 2)
            throw BuiltinContext.Usage(usage);
        var target = paths[^1];
        var isFolder = files.IsFolder(target);
        if (paths.Count > 2 && !isFolder)
            return context.Fault($"target '{target}': No such file or directory");
        if (!isFolder && !files.IsFolder(VirtualFiles.Parent(files.FullPath(target))))
            return context.Fault($"cannot create regular file '{target}': No such file or directory");
        var code = 0;
        foreach (var path in paths[..^1])
        {
            if (files.IsFolder(path))
                code = context.Fault($"omitting directory '{path}'");
            else if (!files.IsFile(path))
                code = context.Fault($"cannot stat '{path}': No such file or directory");
            else
                act(files, path, isFolder ? files.FullPath(target) + "/" + files.FullPath(path).Split('/')[^1] : target);
        }
        return code;
    }
}
