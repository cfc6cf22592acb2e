using System.Diagnostics;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Labs.LocalKafka;

namespace KafkaQuiz.Labs.Replay;

/// <summary>One of Kafka's command-line tools, run without a shell.</summary>
internal sealed class ConsoleTool : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConsoleStep _step;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private ConsoleTool(Process process, ConsoleStep step)
    {
        _process = process;
        _step = step;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static ConsoleTool Start(KafkaHome home, ConsoleStep step, string? bootstrap, string directory)
    {
        var words = ConsoleCommand.Split(step.Run);
        var info = new ProcessStartInfo(home.Tool(words[0]) ?? throw new StepNotHostedException($"{words[0]} is no tool of KAFKA_HOME"))
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in words.Skip(1)) info.ArgumentList.Add(word);
        if (bootstrap is not null && ConsoleCommand.TakesServers(words))
        {
            info.ArgumentList.Add("--bootstrap-server");
            info.ArgumentList.Add(bootstrap);
        }
        var tool = new ConsoleTool(Process.Start(info)!, step);
        tool._process.StandardInput.Write(step.Input ?? "");
        tool._process.StandardInput.Close();
        return tool;
    }

    /// <summary>Waits for its end, or for its time; a tool that fails says why. A console consumer that found nothing more ends with 1 and that is no failure.</summary>
    public async Task WaitAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(_step.Seconds));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return;
        }
        if (_process.ExitCode != 0 && !_step.Run.Contains("--timeout-ms", StringComparison.Ordinal))
            throw new InvalidOperationException($"{_step.Run} ended with {_process.ExitCode}: {await _output}{await _errors}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
