namespace KafkaQuiz.Console.Shell;

/// <summary>cat, ls, rm over the session's files.</summary>
internal static class FileCommands
{
    public static async Task<int> Cat(BuiltinContext context, CancellationToken cancel)
    {
        if (context.Arguments.Count == 0)
        {
            await foreach (var line in context.Input.ReadAllAsync(cancel))
                context.Line(line);
            return 0;
        }
        var code = 0;
        foreach (var path in context.Arguments)
        {
            if (context.Session.Files.Read(path) is { } text)
            {
                context.Out.Write(text);
                continue;
            }
            context.Error.Write($"cat: {path}: No such file or directory\n");
            code = 1;
        }
        return code;
    }

    public static Task<int> List(BuiltinContext context, CancellationToken cancel)
    {
        foreach (var path in context.Session.Files.Paths)
            context.Line(path);
        return Task.FromResult(0);
    }

    public static Task<int> Remove(BuiltinContext context, CancellationToken cancel)
    {
        var code = 0;
        foreach (var path in context.Arguments.Where(a => !a.StartsWith('-')))
        {
            if (context.Session.Files.Delete(path) || context.Arguments.Contains("-f"))
                continue;
            context.Error.Write($"rm: cannot remove '{path}': No such file or directory\n");
            code = 1;
        }
        return Task.FromResult(code);
    }
}
