using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Console.Servers;

namespace KafkaQuiz.Console.Shell;

/// <summary>What a small command gets.</summary>
internal sealed record BuiltinContext(ShellScope Scope, string Name, IReadOnlyList<string> Arguments, ChannelReader<string> Input, TextWriter Out, TextWriter Error)
{
    public ConsoleSession Session => Scope.Session;

    public void Line(string text) => Out.Write(text + "\n");

    /// <summary>Prints an error; returns exit code 1.</summary>
    public int Fault(string message)
    {
        Error.Write($"{Name}: {message}\n");
        return 1;
    }

    public static ShellFault Usage(string usage) => ShellFault.Syntax($"사용법: {usage}", $"usage: {usage}");
}

/// <summary>A small command; returns its exit code.</summary>
internal delegate Task<int> Builtin(BuiltinContext context, CancellationToken cancel);

/// <summary>The small commands that course texts pipe into and out of Kafka's tools. Each does what its usual options do, no more.</summary>
internal static class Builtins
{
    private static readonly Dictionary<string, Builtin> Table = new(StringComparer.Ordinal)
    {
        ["echo"] = Print.Echo,
        ["printf"] = Print.Printf,
        ["seq"] = Print.Seq,
        ["cat"] = FileCommands.Cat,
        ["ls"] = FileCommands.List,
        ["rm"] = FileCommands.Remove,
        ["cp"] = CopyCommands.Copy,
        ["mv"] = CopyCommands.Move,
        ["touch"] = FileCommands.Touch,
        ["tee"] = FileCommands.Tee,
        ["mkdir"] = FolderCommands.Make,
        ["rmdir"] = FolderCommands.Remove,
        ["cd"] = FolderCommands.Change,
        ["pwd"] = FolderCommands.Print,
        ["test"] = TestCommand.RunAsync,
        ["["] = TestCommand.RunBracketAsync,
        ["sed"] = Sed.RunAsync,
        ["grep"] = LineFilters.Grep,
        ["head"] = LineFilters.Head,
        ["tail"] = Tail.RunAsync,
        ["wc"] = LineFilters.Count,
        ["sort"] = LineFilters.Sort,
        ["uniq"] = LineFilters.Uniq,
        ["cut"] = Cut.RunAsync,
        ["sleep"] = Sleep,
        ["date"] = Date,
        ["export"] = Export,
        ["jobs"] = JobCommands.List,
        ["fg"] = JobCommands.Foreground,
        ["bg"] = JobCommands.Background,
        ["wait"] = JobCommands.Wait,
        ["kill"] = KillCommand.RunAsync,
        ["jps"] = ProcessCommands.Jps,
        ["ps"] = ProcessCommands.Ps,
        ["help"] = Help.RunAsync,
        ["true"] = (_, _) => Task.FromResult(0),
        ["false"] = (_, _) => Task.FromResult(1),
    };

    public static IReadOnlyList<string> Names { get; } = [.. Table.Keys.Where(k => k != "["), "timeout"];

    public static Builtin? Find(string name) => Table.GetValueOrDefault(name);

    private static async Task<int> Sleep(BuiltinContext context, CancellationToken cancel)
    {
        if (context.Arguments.Count != 1 || Timeout.Duration(context.Arguments[0]) is not { } duration)
            throw BuiltinContext.Usage("sleep SECONDS");
        await Task.Delay(duration, context.Session.Time, cancel);
        return 0;
    }

    /// <summary>date, date +%s, date +%s%3N, date +%Y-%m-%dT%H:%M:%S in UTC.</summary>
    private static Task<int> Date(BuiltinContext context, CancellationToken cancel)
    {
        var now = context.Session.Time.GetUtcNow();
        var format = context.Arguments.FirstOrDefault(a => a.StartsWith('+'))?[1..] ?? "%Y-%m-%d %H:%M:%S UTC";
        context.Line(Regex.Replace(format, "%(3N|[A-Za-z%])", m => m.Groups[1].Value switch
        {
            "s" => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            "3N" => now.ToString("fff", CultureInfo.InvariantCulture),
            "Y" => now.ToString("yyyy", CultureInfo.InvariantCulture),
            "m" => now.ToString("MM", CultureInfo.InvariantCulture),
            "d" => now.ToString("dd", CultureInfo.InvariantCulture),
            "H" => now.ToString("HH", CultureInfo.InvariantCulture),
            "M" => now.ToString("mm", CultureInfo.InvariantCulture),
            "S" => now.ToString("ss", CultureInfo.InvariantCulture),
            "F" => now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "T" => now.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            "%" => "%",
            _ => m.Value,
        }));
        return Task.FromResult(0);
    }

    private static Task<int> Export(BuiltinContext context, CancellationToken cancel)
    {
        foreach (var pair in context.Arguments.Where(a => a.Contains('=', StringComparison.Ordinal)))
            context.Scope.Variables[pair[..pair.IndexOf('=', StringComparison.Ordinal)]] = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return Task.FromResult(0);
    }
}
