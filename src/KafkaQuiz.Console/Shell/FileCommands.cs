namespace KafkaQuiz.Console.Shell;

/// <summary>cat, ls, rm, touch, tee over the session's files.</summary>
internal static class FileCommands
{
    public static async Task<int> Cat(BuiltinContext context, CancellationToken cancel)
    {
        var paths = context.Arguments.Where(a => !IsFlag(a)).DefaultIfEmpty("-");
        var (numbered, number, code) = (context.Arguments.Contains("-n"), 0, 0);
        void Line(string line) => context.Line(numbered ? $"{++number,6}\t{line}" : line);
        foreach (var path in paths)
        {
            if (path == "-")
            {
                await foreach (var line in context.Input.ReadAllAsync(cancel))
                    Line(line);
            }
            else if (await context.Session.ReadFileAsync(path, cancel) is not { } text)
                code = context.Fault($"{path}: {(await context.Session.FolderExistsAsync(path, cancel) ? "Is a directory" : "No such file or directory")}");
            else if (!numbered)
                context.Out.Write(text);
            else
            {
                foreach (var line in text.TrimEnd('\n').Split('\n'))
                    Line(line);
            }
        }
        return code;
    }

    /// <summary>ls [-1la] [PATH]...</summary>
    public static async Task<int> List(BuiltinContext context, CancellationToken cancel)
    {
        var session = context.Session;
        var isLong = context.Arguments.Any(a => IsFlag(a) && a.Contains('l', StringComparison.Ordinal));
        var paths = context.Arguments.Where(a => !IsFlag(a)).DefaultIfEmpty(".").ToList();
        var code = 0;
        foreach (var path in paths)
        {
            if (await session.FileExistsAsync(path, cancel))
                await PrintAsync(context, path, path, isLong, cancel);
            else if (await session.ListFolderAsync(path, cancel) is not { } names)
                code = context.Fault($"cannot access '{path}': No such file or directory");
            else
            {
                if (paths.Count > 1)
                    context.Line(path + ":");
                foreach (var name in names)
                    await PrintAsync(context, session.Files.FullPath(path) + "/" + name, name.TrimEnd('/'), isLong, cancel);
            }
        }
        return code;
    }

    /// <summary>rm [-rf] PATH...</summary>
    public static async Task<int> Remove(BuiltinContext context, CancellationToken cancel)
    {
        var files = context.Session.Files;
        var flags = string.Concat(context.Arguments.Where(IsFlag));
        var code = 0;
        foreach (var path in context.Arguments.Where(a => !IsFlag(a)))
        {
            if (files.Delete(path))
                continue;
            if (!await context.Session.FolderExistsAsync(path, cancel))
                code = flags.Contains('f', StringComparison.Ordinal) ? code : context.Fault($"cannot remove '{path}': No such file or directory");
            else if (flags.Contains('r', StringComparison.OrdinalIgnoreCase))
                await context.Session.DeleteFolderAsync(path, cancel);
            else
                code = context.Fault($"cannot remove '{path}': Is a directory");
        }
        return code;
    }

    public static Task<int> Touch(BuiltinContext context, CancellationToken cancel)
    {
        foreach (var path in context.Arguments.Where(a => !IsFlag(a) && !context.Session.Files.IsFile(a) && !context.Session.Files.IsFolder(a)))
            context.Session.Files.Create(path);
        return Task.FromResult(0);
    }

    /// <summary>tee [-a] FILE...: what comes in goes out and into the files.</summary>
    public static async Task<int> Tee(BuiltinContext context, CancellationToken cancel)
    {
        var files = context.Session.Files;
        var paths = context.Arguments.Where(a => !IsFlag(a)).ToList();
        foreach (var path in paths.Where(p => !context.Arguments.Contains("-a") || !files.IsFile(p)))
            files.Create(path);
        await foreach (var line in context.Input.ReadAllAsync(cancel))
        {
            context.Line(line);
            foreach (var path in paths)
                files.Append(path, line + "\n");
        }
        return 0;
    }

    public static bool IsFlag(string argument) => argument.Length > 1 && argument[0] == '-';

    private static async Task PrintAsync(BuiltinContext context, string path, string name, bool isLong, CancellationToken cancel)
    {
        if (!isLong)
            context.Line(name);
        else if (await context.Session.ReadFileAsync(path, cancel) is { } text)
            context.Line($"-rw-r--r-- 1 kafka kafka {System.Text.Encoding.UTF8.GetByteCount(text),7} {name}");
        else
            context.Line($"drwxr-xr-x 2 kafka kafka {4096,7} {name}");
    }
}
