using System.Net.Sockets;
using System.Text.RegularExpressions;
using KafkaQuiz.Console.Java;
using KafkaQuiz.Protocol.Client;

namespace KafkaQuiz.Console.Shell;

/// <summary>Runs one command: a small command of the shell, or one of Kafka's tools.</summary>
internal static class CommandRun
{
    /// <summary>How long an interrupted tool may take to finish properly.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <exception cref="ShellFault">There is no such command.</exception>
    public static void Require(ShellScope scope, List<string> words)
    {
        var command = words.FirstOrDefault(w => !IsAssignment(w));
        if (command is null || command is "timeout" or "docker" or "sudo" or "nohup" || Builtins.Find(command) is not null || ToolTable.Find(command) is not null)
            return;
        throw UnknownCommand.Fault(scope.Session, command);
    }

    public static async Task<int> RunAsync(ShellScope scope, List<string> words, ShellIo io, CancellationTokenSource stop)
    {
        words = Assign(scope, words);
        if (words.Count == 0)
            return 0;
        if (words[0] == "timeout")
            return await Timeout.RunAsync(words, scope.Session, (rest, source) => RunAsync(scope, rest, io, source), stop);
        if (words[0] == "nohup")
            words = words[1..];
        if (DockerExec.Strip(words) is { } inner)
            words = inner;
        Require(scope, words);
        if (!await scope.Signals.IsRunningAsync(stop.Token))
            return 130;
        return Builtins.Find(words[0]) is { } builtin
            ? await RunBuiltinAsync(scope, builtin, words, io, stop.Token)
            : await RunToolAsync(scope, ToolTable.Find(words[0])!, words, io, stop.Token);
    }

    private static async Task<int> RunToolAsync(ShellScope scope, Tool tool, List<string> words, ShellIo io, CancellationToken stop)
    {
        using var hard = CancellationTokenSource.CreateLinkedTokenSource(scope.Signals.Killed);
        using var _ = stop.Register(() => hard.CancelAfter(tool.EndsItself ? Grace : TimeSpan.Zero));
        var input = io.In ?? scope.Typed ?? LineChannel.Of("");
        var context = new ToolContext(scope.Session, [.. words.Skip(1)], io.Out, io.Error, input)
        {
            Command = words[0],
            Interactive = io.In is null && scope.IsInteractive,
            Interrupted = stop,
            Signals = scope.Signals,
        };
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

    private static async Task<int> RunBuiltinAsync(ShellScope scope, Builtin builtin, List<string> words, ShellIo io, CancellationToken stop)
    {
        try
        {
            return await builtin(new BuiltinContext(scope, words[0], [.. words.Skip(1)], io.In ?? scope.Typed ?? LineChannel.Of(""), io.Out, io.Error), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ShellFault(1, $"{words[0]}: 정규 표현식이 너무 오래 걸립니다.", $"{words[0]}: the regular expression takes too long.");
        }
        catch (RegexParseException e)
        {
            throw new ShellFault(2, $"{words[0]}: 정규 표현식이 올바르지 않습니다: {e.Message}", $"{words[0]}: not a regular expression: {e.Message}");
        }
        catch (InvalidOperationException e)
        {
            // A limit of the session's files.
            throw new ShellFault(1, $"{words[0]}: {e.Message}", $"{words[0]}: {e.Message}");
        }
    }

    /// <summary>NAME=value, or the beginning of it.</summary>
    public static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !char.IsAsciiDigit(word[0]) && word[..equals].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    /// <summary>NAME=value in front: kept for the session (a variable for one command alone does no more for a learner).</summary>
    private static List<string> Assign(ShellScope scope, List<string> words)
    {
        while (words.Count > 0 && IsAssignment(words[0]))
        {
            var equals = words[0].IndexOf('=', StringComparison.Ordinal);
            scope.Variables[words[0][..equals]] = words[0][(equals + 1)..];
            words = words[1..];
        }
        return words;
    }
}
