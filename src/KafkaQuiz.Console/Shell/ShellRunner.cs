namespace KafkaQuiz.Console.Shell;

/// <summary>Runs a parsed command line: pipelines one after the other, the commands of one pipeline at the same time.</summary>
internal sealed class ShellRunner(ConsoleSession session, ConsoleStreams streams)
{
    public async Task<int> RunAsync(string text, CancellationToken cancel)
    {
        using var budget = new OutputBudget(session.Limits.OutputCharacters);
        using var limit = new CancellationTokenSource(session.Limits.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token, budget.Exceeded);
        using var output = new LimitedWriter(streams.Output, budget);
        using var error = new LimitedWriter(streams.Error, budget);
        var code = 0;
        try
        {
            foreach (var pipeline in ShellParser.Parse(text))
            {
                if (pipeline.Condition == Condition.AfterSuccess && code != 0 || pipeline.Condition == Condition.AfterFailure && code == 0)
                    continue;
                code = await new PipelineRun(session, streams, output, error, stop.Token).RunAsync(pipeline.Commands);
                session.Variables["?"] = code.ToString(System.Globalization.CultureInfo.InvariantCulture);
                if (stop.IsCancellationRequested)
                    break;
            }
        }
        catch (ShellFault fault)
        {
            error.Write(fault.Text(session.Language) + "\n");
            return fault.ExitCode;
        }
        if (budget.Exceeded.IsCancellationRequested)
            return Ended(streams.Error, 1, $"출력이 {session.Limits.OutputCharacters:N0}자를 넘어 명령을 멈췄습니다. --max-messages 등으로 범위를 줄이세요.",
                $"Stopped: more than {session.Limits.OutputCharacters:N0} characters of output. Narrow it, for example with --max-messages.");
        if (cancel.IsCancellationRequested)
            return 130;
        if (limit.IsCancellationRequested)
            return Ended(streams.Error, 124, $"명령이 제한 시간 {session.Limits.Time.TotalSeconds:0}초를 넘어 멈췄습니다.", $"Stopped after the time limit of {session.Limits.Time.TotalSeconds:0} s.");
        return code;
    }

    private int Ended(TextWriter error, int code, string korean, string english)
    {
        error.Write((session.Language == ConsoleLanguage.Korean ? korean : english) + "\n");
        return code;
    }
}
