namespace KafkaQuiz.Console.Shell;

/// <summary>mkdir, rmdir, cd, pwd.</summary>
internal static class FolderCommands
{
    /// <summary>mkdir [-p] FOLDER...</summary>
    public static Task<int> Make(BuiltinContext context, CancellationToken cancel)
    {
        var files = context.Session.Files;
        var withParents = context.Arguments.Any(a => FileCommands.IsFlag(a) && a.Contains('p', StringComparison.Ordinal));
        var code = 0;
        foreach (var path in context.Arguments.Where(a => !FileCommands.IsFlag(a)))
        {
            var exists = files.IsFolder(path) || files.IsFile(path);
            if (exists && !(withParents && files.IsFolder(path)))
                code = context.Fault($"cannot create directory '{path}': File exists");
            else if (!withParents && !files.IsFolder(VirtualFiles.Parent(files.FullPath(path))))
                code = context.Fault($"cannot create directory '{path}': No such file or directory");
            else
                files.MakeFolder(path);
        }
        return Task.FromResult(code);
    }

    public static Task<int> Remove(BuiltinContext context, CancellationToken cancel)
    {
        var code = 0;
        foreach (var path in context.Arguments)
        {
            if (context.Session.Files.List(path) is not { } names)
                code = context.Fault($"failed to remove '{path}': No such file or directory");
            else if (names.Count > 0)
                code = context.Fault($"failed to remove '{path}': Directory not empty");
            else
                context.Session.Files.DeleteFolder(path);
        }
        return Task.FromResult(code);
    }

    public static Task<int> Change(BuiltinContext context, CancellationToken cancel)
    {
        var folder = context.Arguments.ElementAtOrDefault(0) ?? "~";
        return Task.FromResult(context.Session.Files.Enter(folder) ? 0 : context.Fault($"{folder}: {(context.Session.Files.IsFile(folder) ? "Not a directory" : "No such file or directory")}"));
    }

    public static Task<int> Print(BuiltinContext context, CancellationToken cancel)
    {
        context.Line(context.Session.Files.Current);
        return Task.FromResult(0);
    }
}
