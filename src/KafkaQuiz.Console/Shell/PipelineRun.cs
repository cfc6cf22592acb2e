using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Console.Shell;

/// <summary>One pipeline: fills in variables, opens redirections, runs the commands and waits for all.</summary>
internal sealed class PipelineRun(ConsoleSession session, ConsoleStreams streams, TextWriter output, TextWriter error, CancellationToken stop)
{
    /// <summary>How long an interrupted command may take to finish properly.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Returns the exit code of the last command.</summary>
    public async Task<int> RunAsync(IReadOnlyList<SimpleCommand> commands)
    {
        var stops = commands.Select(_ => CancellationTokenSource.CreateLinkedTokenSource(stop)).ToList();
        var running = new List<Task<int>>();
        ChannelReader<string>? input = null;
        try
        {
            // Words first: a command that does not exist must not leave the others half run.
            var expanded = commands.Select(c => (c, Words: Expand(c.Words))).ToList();
            foreach (var (_, words) in expanded)
                RequireCommand(words);
            for (var i = 0; i < commands.Count; i++)
            {
                var pipe = i + 1 < commands.Count ? new LineChannel() : null;
                var upstream = i > 0 ? stops[i - 1] : null;
                running.Add(RunOneAsync(expanded[i].c, expanded[i].Words, input, pipe, stops[i], upstream));
                input = pipe?.Reader;
            }
            var codes = await Task.WhenAll(running);
            return codes[^1];
        }
        finally
        {
            foreach (var source in stops)
                source.Dispose();
        }
    }

    private async Task<int> RunOneAsync(
        SimpleCommand command, List<string> words, ChannelReader<string>? input, LineChannel? pipe, CancellationTokenSource stopOne, CancellationTokenSource? upstream)
    {
        var files = new List<OpenFile>();
        TextWriter to = pipe is null ? output : pipe;
        var errors = error;
        var from = input;
        try
        {
            foreach (var redirect in command.Redirects)
            {
                var target = string.Concat(Expand([redirect.Target]));
                switch (redirect.Kind)
                {
                    case RedirectKind.Input:
                        from = LineChannel.Of(session.Files.Read(target) ?? throw new ShellFault(1, $"{target}: 그런 파일이 없습니다.", $"{target}: No such file or directory"));
                        break;
                    case RedirectKind.Text:
                        from = LineChannel.Of(string.Concat(redirect.Target.Parts.Select(p => p.IsVariable ? Value(p.Text) : p.Text)));
                        break;
                    case RedirectKind.ErrorToOutput:
                        errors = to;
                        break;
                    default:
                        var opened = Open(files, target, redirect.Kind == RedirectKind.Append);
                        if (redirect.Stream == 2)
                            errors = opened;
                        else
                            to = opened;
                        break;
                }
            }
            return await RunCommandAsync(words, from, to, errors, stopOne);
        }
        catch (ShellFault fault)
        {
            errors.Write(fault.Text(session.Language) + "\n");
            return fault.ExitCode;
        }
        finally
        {
            foreach (var file in files)
                Save(file);
            pipe?.Complete();
            // The reader of a pipe has ended: the writer is stopped, as SIGPIPE would.
            if (upstream is not null)
                await upstream.CancelAsync();
        }
    }

    private async Task<int> RunCommandAsync(List<string> words, ChannelReader<string>? input, TextWriter to, TextWriter errors, CancellationTokenSource stopOne)
    {
        words = Assign(words);
        if (words.Count == 0)
            return 0;
        var typed = input is null && streams.Interactive;
        var lines = input ?? streams.Input ?? LineChannel.Of("");
        if (words[0] == "timeout")
            return await Timeout.RunAsync(words, session, (rest, source) => RunCommandAsync(rest, input, to, errors, source), stopOne);
        if (DockerExec.Strip(words) is { } inner)
            words = inner;
        if (Builtins.Find(words[0]) is { } builtin)
            return await RunBuiltinAsync(builtin, new BuiltinContext(session, [.. words.Skip(1)], lines, to, errors), stopOne.Token);
        var tool = ToolTable.Find(words[0]) ?? throw ShellFault.UnknownCommand(words[0]);
        using var hard = new CancellationTokenSource();
        using var _ = stopOne.Token.Register(() => hard.CancelAfter(tool.EndsItself ? Grace : TimeSpan.Zero));
        var context = new ToolContext(session, [.. words.Skip(1)], to, errors, lines) { Interactive = typed, Interrupted = stopOne.Token };
        try
        {
            return await tool.RunAsync(context, hard.Token);
        }
        catch (ToolExitException exit)
        {
            return exit.Code;
        }
        catch (OperationCanceledException) when (hard.IsCancellationRequested)
        {
            return 130;
        }
        catch (Exception fault) when (fault is KafkaClientException or MalformedMessageException or JavaException or IOException or SocketException or RegexMatchTimeoutException)
        {
            // A broker that breaks off or answers nonsense where no tool expects it.
            throw new ShellFault(1, $"{tool.Name}: 클러스터와 통신하지 못했습니다: {fault.Message}", $"{tool.Name}: the cluster could not be talked to: {fault.Message}");
        }
    }

    private static async Task<int> RunBuiltinAsync(Builtin builtin, BuiltinContext context, CancellationToken cancel)
    {
        try
        {
            return await builtin(context, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static void RequireCommand(List<string> words)
    {
        var command = words.FirstOrDefault(w => !IsAssignment(w));
        if (command is null || command == "timeout" || Builtins.Find(command) is not null || ToolTable.Find(command) is not null || command is "docker" or "sudo")
            return;
        throw ShellFault.UnknownCommand(command);
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !char.IsAsciiDigit(word[0]) && word[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    /// <summary>NAME=value in front: kept for the session (a variable for one command alone does no more for a learner).</summary>
    private List<string> Assign(List<string> words)
    {
        while (words.Count > 0 && IsAssignment(words[0]))
        {
            var equals = words[0].IndexOf('=', StringComparison.Ordinal);
            session.Variables[words[0][..equals]] = words[0][(equals + 1)..];
            words = words[1..];
        }
        return words;
    }

    private List<string> Expand(IReadOnlyList<Word> words)
    {
        var expanded = new List<string>();
        foreach (var word in words)
        {
            var current = new StringBuilder();
            var exists = false;
            foreach (var part in word.Parts)
            {
                var value = part.IsVariable ? Value(part.Text) : part.Text;
                if (!part.IsVariable || part.IsQuoted)
                {
                    current.Append(value);
                    exists = true;
                    continue;
                }
                // An unquoted variable splits into words.
                var pieces = value.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < pieces.Length; i++)
                {
                    if (i > 0)
                    {
                        expanded.Add(current.ToString());
                        current.Clear();
                    }
                    current.Append(pieces[i]);
                    exists = true;
                }
            }
            if (exists)
                expanded.Add(current.ToString());
        }
        return expanded;
    }

    private string Value(string name) => session.Variables.TryGetValue(name, out var value) ? value : "";

    private TextWriter Open(List<OpenFile> files, string path, bool append)
    {
        if (path is "/dev/null" or "/dev/stdout" or "/dev/stderr")
            return path == "/dev/null" ? TextWriter.Null : path == "/dev/stdout" ? output : error;
        if (files.FirstOrDefault(f => f.Path == path) is { } open)
            return open.Writer;
        var file = new OpenFile(path);
        if (append)
            file.Writer.Write(session.Files.Read(path));
        files.Add(file);
        return file.Writer;
    }

    private void Save(OpenFile file)
    {
        try
        {
            session.Files.Write(file.Path, file.Text);
        }
        catch (InvalidOperationException e)
        {
            error.Write(e.Message + "\n");
        }
        finally
        {
            file.Dispose();
        }
    }

    /// <summary>A file that a redirection writes; what is beyond its limit is not kept in memory, and saving then says so.</summary>
    private sealed class OpenFile : IDisposable
    {
        private readonly OutputBudget _budget = new(VirtualFiles.MaxLength + 1L);
        private readonly StringWriter _text = new() { NewLine = "\n" };

        public OpenFile(string path)
        {
            Path = path;
            Writer = new LimitedWriter(_text, _budget);
        }

        public string Path { get; }

        public LimitedWriter Writer { get; }

        public string Text => _text.ToString();

        public void Dispose()
        {
            Writer.Dispose();
            _text.Dispose();
            _budget.Dispose();
        }
    }
}
