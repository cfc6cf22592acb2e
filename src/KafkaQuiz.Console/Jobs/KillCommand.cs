using KafkaQuiz.Console.Servers;
using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console.Jobs;

/// <summary><c>kill [-9 | -KILL | -s KILL] PID | %N ...</c>: background jobs of this session, and the nodes of its machine.</summary>
internal static class KillCommand
{
    private static readonly Dictionary<string, string> Numbers = new(StringComparer.Ordinal)
    {
        ["0"] = "0",
        ["1"] = "HUP",
        ["2"] = "INT",
        ["9"] = "KILL",
        ["15"] = "TERM",
        ["18"] = "CONT",
        ["19"] = "STOP",
        ["20"] = "TSTP",
    };

    public static async Task<int> RunAsync(BuiltinContext context, CancellationToken cancel)
    {
        var (signal, targets) = Parse(context.Arguments);
        if (targets.Count == 0)
            throw BuiltinContext.Usage("kill [-9 | -s SIGNAL] PID | %JOB ...");
        var code = 0;
        foreach (var target in targets)
        {
            if (context.Session.Jobs.Find(target) is { State: not ConsoleJobState.Done } job)
                job.Send(signal);
            else if (await ProcessCommands.SendAsync(context.Session, target, signal, cancel))
                continue;
            else if (target[0] == '%')
                code = Fault(context, $"kill: {target}: no such job");
            else if (!int.TryParse(target, out _))
                code = Fault(context, $"kill: {target}: arguments must be process or job IDs");
            else
                code = Fault(context, $"kill: ({target}) - No such process");
        }
        return code;
    }

    private static (string Signal, List<string> Targets) Parse(IReadOnlyList<string> arguments)
    {
        var signal = "TERM";
        var targets = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var word = arguments[i];
            if (word is "-s" or "-n" && i + 1 < arguments.Count)
                signal = Name(arguments[++i]);
            else if (word == "--")
                continue;
            else if (word.Length > 1 && word[0] == '-' && targets.Count == 0)
                signal = Name(word[1..]);
            else
                targets.Add(word);
        }
        return (signal, targets);
    }

    private static string Name(string text)
    {
        var name = text.ToUpperInvariant();
        if (name.StartsWith("SIG", StringComparison.Ordinal))
            name = name[3..];
        if (Numbers.TryGetValue(name, out var known))
            return known;
        return Numbers.ContainsValue(name) ? name
            : throw ShellFault.Syntax($"kill: {text}: 없는 시그널입니다. TERM, INT, KILL(-9), STOP, CONT를 쓸 수 있습니다.", $"kill: {text}: invalid signal specification. TERM, INT, KILL (-9), STOP and CONT are understood.");
    }

    private static int Fault(BuiltinContext context, string message)
    {
        context.Error.Write(message + "\n");
        return 1;
    }
}
