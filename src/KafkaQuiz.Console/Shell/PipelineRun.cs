using KafkaQuiz.Console.Jobs;

namespace KafkaQuiz.Console.Shell;

/// <summary>Runs the commands of one pipeline at the same time: fills in words, opens redirections, connects pipes, waits for all.</summary>
internal static class PipelineRun
{
    /// <summary>Returns the exit code of the last command.</summary>
    public static async Task<int> RunAsync(ShellScope scope, IReadOnlyList<Command> commands, ShellIo io)
    {
        // Words first: a command that does not exist must not leave the others half run.
        var words = new List<List<string>?>();
        foreach (var command in commands)
        {
            var expanded = command is SimpleCommand simple ? await WordExpansion.ExpandAsync(scope, simple.Words) : null;
            if (expanded is not null)
                CommandRun.Require(scope, expanded);
            words.Add(expanded);
        }
        var stops = commands.Select(_ => CancellationTokenSource.CreateLinkedTokenSource(scope.Signals.Interrupted)).ToList();
        try
        {
            var running = new List<Task<int>>();
            var input = io.In;
            for (var i = 0; i < commands.Count; i++)
            {
                var pipe = i + 1 < commands.Count ? new LineChannel() : null;
                var upstream = i > 0 ? stops[i - 1] : null;
                running.Add(RunOneAsync(scope, commands[i], words[i], new ShellIo(input, pipe is null ? io.Out : pipe, io.Error), pipe, stops[i], upstream));
                input = pipe?.Reader;
            }
            return (await Task.WhenAll(running))[^1];
        }
        finally
        {
            foreach (var stop in stops)
                stop.Dispose();
        }
    }

    private static async Task<int> RunOneAsync(
        ShellScope scope, Command command, List<string>? words, ShellIo io, LineChannel? pipe, CancellationTokenSource stop, CancellationTokenSource? upstream)
    {
        using var redirections = new Redirections(scope);
        try
        {
            var redirected = await redirections.OpenAsync(command.Redirects, io);
            return command is ForCommand loop ? await RunLoopAsync(scope, loop, redirected, stop.Token) : await CommandRun.RunAsync(scope, words!, redirected, stop);
        }
        catch (ShellFault fault)
        {
            io.Error.Write(fault.Text(scope.Session.Language) + "\n");
            return fault.ExitCode;
        }
        finally
        {
            redirections.Report(io.Error);
            pipe?.Complete();
            // The reader of a pipe has ended: the writer is stopped, as SIGPIPE would.
            if (upstream is not null)
                await upstream.CancelAsync();
        }
    }

    private static async Task<int> RunLoopAsync(ShellScope scope, ForCommand loop, ShellIo io, CancellationToken stop)
    {
        var code = 0;
        using var signals = new ProcessSignals(stop);
        using var killed = scope.Signals.Killed.Register(signals.Kill);
        var inner = scope with { Signals = signals };
        foreach (var value in await WordExpansion.ExpandAsync(scope, loop.Values))
        {
            if (!await scope.Signals.IsRunningAsync(stop))
                return 130;
            scope.Variables[loop.Name] = value;
            code = await ListRun.RunAsync(inner, loop.Body, io);
            if (stop.IsCancellationRequested)
                return 130;
        }
        return code;
    }
}
