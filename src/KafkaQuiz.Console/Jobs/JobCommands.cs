using System.Globalization;
using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console.Jobs;

/// <summary>jobs, fg, bg, wait.</summary>
internal static class JobCommands
{
    /// <summary>jobs [-l].</summary>
    public static Task<int> List(BuiltinContext context, CancellationToken cancel)
    {
        var jobs = context.Session.Jobs;
        foreach (var job in jobs.All)
        {
            var line = jobs.Line(job);
            var withId = context.Arguments.Contains("-l") || context.Arguments.Contains("-p");
            context.Line(withId ? line.Insert(line.IndexOf(']', StringComparison.Ordinal) + 2, " " + job.ProcessId.ToString(CultureInfo.InvariantCulture)) : line);
            if (job.State == ConsoleJobState.Done)
                jobs.Forget(job);
        }
        return Task.FromResult(0);
    }

    /// <summary>fg [%N]: shows the job's output here and lets Ctrl+C reach it.</summary>
    public static async Task<int> Foreground(BuiltinContext context, CancellationToken cancel)
    {
        var job = Find(context, context.Arguments.Count > 0 ? context.Arguments[0] : null);
        if (job is null)
            return 1;
        context.Line(job.Command);
        using (job.Output.Attach(new ConsoleStreams(context.Out, context.Error)))
        {
            job.Signals.Resume();
            await using var interrupt = cancel.Register(() => job.Send("INT"));
            await job.Completion;
        }
        context.Session.Jobs.Forget(job);
        return job.ExitCode ?? 0;
    }

    /// <summary>bg [%N]: lets a stopped job go on.</summary>
    public static Task<int> Background(BuiltinContext context, CancellationToken cancel)
    {
        if (Find(context, context.Arguments.Count > 0 ? context.Arguments[0] : null) is not { } job)
            return Task.FromResult(1);
        job.Signals.Resume();
        context.Line($"[{job.Number}]+ {job.Command} &");
        return Task.FromResult(0);
    }

    /// <summary>wait [%N | PID]...: until they have ended; the last one's exit code.</summary>
    public static async Task<int> Wait(BuiltinContext context, CancellationToken cancel)
    {
        var code = 0;
        foreach (var name in context.Arguments)
        {
            if (Find(context, name) is not { } job)
            {
                code = 127;
                continue;
            }
            await job.Completion.WaitAsync(cancel);
            code = job.ExitCode ?? 0;
        }
        if (context.Arguments.Count == 0)
            await Task.WhenAll(context.Session.Jobs.All.Select(j => j.Completion)).WaitAsync(cancel);
        return code;
    }

    private static ConsoleJob? Find(BuiltinContext context, string? name)
    {
        var job = context.Session.Jobs.Find(name);
        if (job is null)
            context.Error.Write($"{context.Name}: {name ?? "current"}: no such job\n");
        return job;
    }
}
