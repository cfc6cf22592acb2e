namespace KafkaQuiz.Console.Jobs;

/// <summary>How a background job is.</summary>
public enum ConsoleJobState
{
    Running,

    /// <summary>Paused by <c>kill -STOP</c>.</summary>
    Stopped,

    Done,
}

/// <summary>A command that was started with <c>&amp;</c>.</summary>
public sealed class ConsoleJob
{
    private string? _end;

    internal ConsoleJob(int number, int processId, string command, string? tool, ProcessSignals signals, JobOutput output) =>
        (Number, ProcessId, Command, Tool, Signals, Output) = (number, processId, command, tool, signals, output);

    /// <summary>Of <c>%1</c>.</summary>
    public int Number { get; }

    /// <summary>Of <c>kill</c> and <c>$!</c>.</summary>
    public int ProcessId { get; }

    /// <summary>As it was typed, without <c>&amp;</c>.</summary>
    public string Command { get; }

    public ConsoleJobState State => Completion.IsCompleted ? ConsoleJobState.Done : Signals.IsPaused ? ConsoleJobState.Stopped : ConsoleJobState.Running;

    /// <summary>Null while it runs.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The Kafka tool that it runs, or null.</summary>
    internal string? Tool { get; }

    internal ProcessSignals Signals { get; }

    internal JobOutput Output { get; }

    /// <summary>Ends with the job; never fails.</summary>
    internal Task Completion { get; set; } = Task.CompletedTask;

    /// <summary>bash's word for how it is: Running, Stopped, Done, Exit 1, Killed.</summary>
    internal string Status => State switch
    {
        ConsoleJobState.Running => "Running",
        ConsoleJobState.Stopped => "Stopped",
        _ => _end ?? (ExitCode == 0 ? "Done" : $"Exit {ExitCode}"),
    };

    /// <summary>The signal by name, such as KILL.</summary>
    internal void Send(string signal)
    {
        switch (signal)
        {
            case "KILL":
                _end ??= "Killed";
                Signals.Kill();
                break;
            case "TERM" or "HUP":
                _end ??= Tool is null ? "Terminated" : "Exit 143";
                Signals.Interrupt();
                break;
            case "INT":
                _end ??= "Interrupt";
                Signals.Interrupt();
                break;
            case "STOP" or "TSTP":
                Signals.Pause();
                break;
            case "CONT":
                Signals.Resume();
                break;
        }
    }

    internal void Ended(int code) => ExitCode = _end switch
    {
        "Killed" => 137,
        "Terminated" or "Exit 143" => 143,
        "Interrupt" => 130,
        _ => code,
    };
}
