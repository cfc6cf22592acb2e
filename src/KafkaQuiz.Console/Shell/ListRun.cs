using System.Globalization;

namespace KafkaQuiz.Console.Shell;

/// <summary>Runs lists one after the other; one that ends with <c>&amp;</c> becomes a job.</summary>
internal static class ListRun
{
    /// <summary>Returns the exit code of the last command.</summary>
    /// <exception cref="ShellFault">A line that cannot be run.</exception>
    public static async Task<int> RunAsync(ShellScope scope, IReadOnlyList<AndOrList> lists, ShellIo io)
    {
        var code = 0;
        foreach (var list in lists)
        {
            if (list.IsBackground)
            {
                scope.Session.Jobs.Start(scope, list, io);
                code = 0;
            }
            else
                code = await RunAsync(scope, list.Pipelines, io);
            scope.Variables["?"] = code.ToString(CultureInfo.InvariantCulture);
            if (scope.Signals.Interrupted.IsCancellationRequested)
                break;
        }
        return code;
    }

    public static async Task<int> RunAsync(ShellScope scope, IReadOnlyList<Pipeline> pipelines, ShellIo io)
    {
        var code = 0;
        foreach (var pipeline in pipelines)
        {
            if (pipeline.Condition == Condition.AfterSuccess && code != 0 || pipeline.Condition == Condition.AfterFailure && code == 0)
                continue;
            code = await PipelineRun.RunAsync(scope, pipeline.Commands, io);
            scope.Variables["?"] = code.ToString(CultureInfo.InvariantCulture);
            if (scope.Signals.Interrupted.IsCancellationRequested)
                break;
        }
        return code;
    }
}
