using KafkaQuiz.Console.Java;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.Servers;

/// <summary>
/// kafka-server-start [-daemon] server.properties [--override property=value]*: starts a server on the session's machine and prints its log
/// until it ends; Ctrl+C and kill reach it. With -daemon the log goes to logs/kafkaServer.out, as kafka-run-class.sh sends it.
/// </summary>
internal sealed class ServerStartTool : Tool
{
    /// <summary>Where <c>-daemon</c> sends the log.</summary>
    public const string DaemonLog = VirtualFiles.Home + "/logs/kafkaServer.out";

    /// <summary>Options of kafka.Kafka, as it prints them.</summary>
    private const string OptionsPage =
        "Option               Description                                         \n" +
        "------               -----------                                         \n" +
        "--override <String>  Optional property that should override values set in\n" +
        "                       server.properties file (e.g. Key=value)           \n" +
        "--version            Print version information and exit.                 \n";

    public override string Name => "kafka-server-start";

    public override bool EndsItself => true;

    public override async Task<int> RunAsync(ToolContext context, CancellationToken cancel)
    {
        if (context.Arguments.Count == 0)
        {
            context.Line($"USAGE: {context.Command} [-daemon] server.properties [--override property=value]*");
            return 1;
        }
        var machine = context.RequireMachine(Name);
        var isDaemon = context.Arguments[0] == "-daemon";
        if (isDaemon)
            context.Session.Files.Write(DaemonLog, "");
        var output = isDaemon ? new FileWriter(context.Session.Files, DaemonLog) : context.Out;
        string properties;
        try
        {
            properties = Properties(context, isDaemon ? output : context.Error, [.. context.Arguments.Skip(isDaemon ? 1 : 0)]);
        }
        catch (JavaException e)
        {
            output.Write(context.LogLine("ERROR", "Exiting Kafka due to fatal exception", "kafka.Kafka$") + e.Trace());
            return isDaemon ? 0 : 1;
        }
        var server = await machine.StartAsync(properties, cancel);
        context.Session.Started(server, context.Session.Files.FullPath(context.Arguments[isDaemon ? 1 : 0]), isDaemon ? DaemonLog : null);
        return isDaemon ? 0 : await UntilItEndsAsync(context, machine, server, cancel);
    }

    private static async Task<int> UntilItEndsAsync(ToolContext context, IConsoleMachine machine, IMachineServer server, CancellationToken cancel)
    {
        void Paused(bool paused) => _ = machine.SignalAsync(server.ProcessId, paused ? MachineSignal.Stop : MachineSignal.Continue, CancellationToken.None);
        if (context.Signals is { } signals)
            signals.PauseChanged += Paused;
        try
        {
            var log = PrintAsync(server, context.Out);
            var interrupted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var interrupt = context.Interrupted.Register(() => interrupted.TrySetResult());
            if (await Task.WhenAny(log, interrupted.Task) == log)
                return server.ExitCode ?? 0;
            var isKill = cancel.IsCancellationRequested || context.Signals?.Killed.IsCancellationRequested == true;
            if (await machine.SignalAsync(server.ProcessId, isKill ? MachineSignal.Kill : MachineSignal.Terminate, CancellationToken.None) || server.ExitCode is not null)
                await log;
            return isKill ? 137 : 130;
        }
        finally
        {
            if (context.Signals is { } after)
                after.PauseChanged -= Paused;
        }
    }

    private static async Task PrintAsync(IMachineServer server, TextWriter output)
    {
        await foreach (var line in server.ReadLogAsync(CancellationToken.None))
            output.Write(line + "\n");
    }

    /// <summary>Kafka.getPropsFromArgs: the file's text, overrides behind it.</summary>
    /// <exception cref="ToolExitException">It printed its usage or its version.</exception>
    private static string Properties(ToolContext context, TextWriter error, IReadOnlyList<string> arguments)
    {
        if (arguments.Contains("--version"))
        {
            context.Line(UsageChecks.KafkaVersion);
            throw new ToolExitException(0);
        }
        if (arguments.Count == 0 || arguments.Contains("--help"))
        {
            error.Write("USAGE: java [options] kafka.Kafka server.properties [--override property=value]*\n" + OptionsPage);
            throw new ToolExitException(1);
        }
        var text = context.Session.Files.Read(arguments[0]) ?? throw new JavaException("java.nio.file.NoSuchFileException", arguments[0]);
        for (var i = 1; i < arguments.Count; i++)
        {
            var pair = arguments[i] == "--override" ? i + 1 < arguments.Count ? arguments[++i] : throw new JavaException("joptsimple.OptionMissingRequiredArgumentException", "Option override requires an argument")
                : arguments[i].StartsWith("--override=", StringComparison.Ordinal) ? arguments[i][11..] : null;
            if (pair is null)
            {
                error.Write($"Found non argument parameters: {arguments[i]}\n{OptionsPage}");
                throw new ToolExitException(1);
            }
            text += "\n" + pair.Replace("\n", "", StringComparison.Ordinal);
        }
        return text;
    }
}
