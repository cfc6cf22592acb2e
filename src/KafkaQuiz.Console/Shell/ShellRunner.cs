using KafkaQuiz.Console.Jobs;

namespace KafkaQuiz.Console.Shell;

/// <summary>Runs a command line in the foreground, within the session's limits.</summary>
internal sealed class ShellRunner(ConsoleSession session, ConsoleStreams streams)
{
    public async Task<int> RunAsync(string text, CancellationToken cancel)
    {
        using var budget = new OutputBudget(session.Limits.OutputCharacters);
        using var limit = new CancellationTokenSource(session.Limits.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token, budget.Exceeded);
        using var signals = new ProcessSignals(stop.Token);
        using var output = new LimitedWriter(streams.Output, budget);
        using var error = new LimitedWriter(streams.Error, budget);
        var scope = new ShellScope(session, session.Variables, signals) { IsInteractive = streams.Interactive, Typed = streams.Input };
        int code;
        try
        {
            code = await ListRun.RunAsync(scope, ShellParser.Parse(text), new ShellIo(null, output, error));
        }
        catch (ShellFault fault)
        {
            error.Write(fault.Text(session.Language) + "\n");
            code = fault.ExitCode;
        }
        if (budget.Exceeded.IsCancellationRequested)
            return Ended(1, $"출력이 {session.Limits.OutputCharacters:N0}자를 넘어 명령을 멈췄습니다. --max-messages 등으로 범위를 줄이세요.",
                $"Stopped: more than {session.Limits.OutputCharacters:N0} characters of output. Narrow it, for example with --max-messages.");
        if (cancel.IsCancellationRequested)
            return 130;
        if (limit.IsCancellationRequested)
            return Ended(124, $"명령이 제한 시간 {session.Limits.Time.TotalSeconds:0}초를 넘어 멈췄습니다.", $"Stopped after the time limit of {session.Limits.Time.TotalSeconds:0} s.");
        return code;
    }

    private int Ended(int code, string korean, string english)
    {
        streams.Error.Write(session.Text(korean, english) + "\n");
        return code;
    }
}
