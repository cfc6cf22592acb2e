namespace KafkaQuiz.Console.Shell;

/// <summary>Opens what a command's redirections name.</summary>
internal sealed class Redirections(ShellScope scope) : IDisposable
{
    private readonly Dictionary<string, FileWriter> _files = new(StringComparer.Ordinal);

    /// <exception cref="ShellFault">A file that is not there or cannot be made.</exception>
    public async Task<ShellIo> OpenAsync(IReadOnlyList<Redirect> redirects, ShellIo io)
    {
        var (terminal, terminalErrors) = (io.Out, io.Error);
        foreach (var redirect in redirects)
        {
            var target = await WordExpansion.TextAsync(scope, redirect.Target);
            io = redirect.Kind switch
            {
                RedirectKind.Input => io with { In = LineChannel.Of(target == "/dev/null" ? "" : await scope.Session.ReadFileAsync(target, scope.Signals.Interrupted) ?? throw NoSuchFile(target)) },
                RedirectKind.Text => io with { In = LineChannel.Of(target) },
                RedirectKind.ErrorToOutput => io with { Error = io.Out },
                RedirectKind.OutputToError => io with { Out = io.Error },
                _ when redirect.Stream == 2 => io with { Error = Open(target, redirect.Kind, terminal, terminalErrors) },
                _ => io with { Out = Open(target, redirect.Kind, terminal, terminalErrors) },
            };
        }
        return io;
    }

    /// <summary>Says which files could not take all that was written.</summary>
    public void Report(TextWriter errors)
    {
        foreach (var file in _files.Values.Where(f => f.Fault is not null))
            errors.Write(file.Fault + "\n");
    }

    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }

    private TextWriter Open(string path, RedirectKind kind, TextWriter terminal, TextWriter terminalErrors)
    {
        if (path is "/dev/null" or "/dev/stdout" or "/dev/stderr")
            return path == "/dev/null" ? TextWriter.Null : path == "/dev/stdout" ? terminal : terminalErrors;
        var files = scope.Session.Files;
        var full = files.FullPath(path);
        if (_files.TryGetValue(full, out var open))
            return open;
        if (!files.IsFolder(VirtualFiles.Parent(full)))
            throw NoSuchFile(path);
        try
        {
            if (kind == RedirectKind.Output || !files.IsFile(full))
                files.Create(full);
        }
        catch (InvalidOperationException e)
        {
            throw new ShellFault(1, e.Message, e.Message);
        }
        return _files[full] = new FileWriter(files, full);
    }

    private static ShellFault NoSuchFile(string path) => new(1, $"{path}: 그런 파일이나 폴더가 없습니다.", $"{path}: No such file or directory");
}
