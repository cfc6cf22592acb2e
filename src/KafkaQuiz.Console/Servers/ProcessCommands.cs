using System.Globalization;
using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console.Servers;

/// <summary>jps and ps: the machine's servers and the session's background tools, as processes.</summary>
internal static class ProcessCommands
{
    /// <summary>The main classes that jps names, by tool.</summary>
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["kafka-console-consumer"] = "org.apache.kafka.tools.consumer.ConsoleConsumer",
        ["kafka-console-producer"] = "org.apache.kafka.tools.ConsoleProducer",
        ["kafka-producer-perf-test"] = "org.apache.kafka.tools.ProducerPerformance",
        ["kafka-consumer-perf-test"] = "org.apache.kafka.tools.ConsumerPerformance",
    };

    private sealed record Process(int Id, string Class, string Arguments, bool IsStopped);

    /// <summary>jps [-l] [-m].</summary>
    public static Task<int> Jps(BuiltinContext context, CancellationToken cancel)
    {
        var flags = string.Concat(context.Arguments.Where(FileCommands.IsFlag));
        foreach (var process in All(context.Session))
        {
            var name = flags.Contains('l', StringComparison.Ordinal) ? process.Class : process.Class[(process.Class.LastIndexOf('.') + 1)..];
            context.Line($"{process.Id} {name}{(flags.Contains('m', StringComparison.Ordinal) ? " " + process.Arguments : "")}");
        }
        return Task.FromResult(0);
    }

    /// <summary>ps, ps ax, ps aux, ps -ef: always all of them, with their command lines.</summary>
    public static Task<int> Ps(BuiltinContext context, CancellationToken cancel)
    {
        context.Line("    PID TTY      STAT   TIME COMMAND");
        foreach (var process in All(context.Session))
            context.Line($"{process.Id,7} ?        {(process.IsStopped ? "Tl" : "Sl"),-6} 0:01 java -cp /opt/kafka/libs/* {process.Class} {process.Arguments}");
        return Task.FromResult(0);
    }

    private static IEnumerable<Process> All(ConsoleSession session)
    {
        foreach (var server in session.Machine?.Servers ?? [])
            yield return new Process(server.ProcessId, "kafka.Kafka", session.PathOf(server), server.IsHung);
        // A server that a job started is the machine's process.
        foreach (var job in session.Jobs.All.Where(j => j.State != ConsoleJobState.Done && j.Tool is not null and not "kafka-server-start"))
            yield return new Process(job.ProcessId, Classes.GetValueOrDefault(job.Tool!, "org.apache.kafka.tools." + job.Tool), job.Command[(job.Command.IndexOf(' ', StringComparison.Ordinal) + 1)..], job.State == ConsoleJobState.Stopped);
    }

    /// <summary>The signal of kill for a server of the machine.</summary>
    public static MachineSignal? Signal(string name) => name switch
    {
        "TERM" or "INT" or "HUP" => MachineSignal.Terminate,
        "KILL" => MachineSignal.Kill,
        "STOP" or "TSTP" => MachineSignal.Stop,
        "CONT" => MachineSignal.Continue,
        _ => null,
    };

    /// <summary>Sends a signal to a server of the machine; false when there is no such process.</summary>
    public static async Task<bool> SendAsync(ConsoleSession session, string target, string signal, CancellationToken cancel) =>
        session.Machine is { } machine && int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && (Signal(signal) is { } known ? await machine.SignalAsync(id, known, cancel) : machine.Servers.Any(s => s.ProcessId == id));
}
