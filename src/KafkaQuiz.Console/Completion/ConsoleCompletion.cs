using KafkaQuiz.Console.Completing;
using KafkaQuiz.Console.Jobs;
using KafkaQuiz.Console.Shell;

namespace KafkaQuiz.Console;

/// <summary>
/// Candidates for the word at a caret: commands, sub-commands, options with Kafka's help, values, and the topics, groups and brokers that
/// the session's cluster has now. Nothing is run or changed; the cluster is asked for its names at most every two seconds and given 0.8 s.
/// </summary>
public static class ConsoleCompletion
{
    /// <summary>Most candidates of one answer.</summary>
    public const int MaxItems = 200;

    private static readonly HashSet<string> FileCommands = ["cat", "ls", "rm", "cp", "mv", "touch", "tee", "mkdir", "rmdir", "cd", "sed", "grep", "head", "tail", "wc", "sort", "uniq", "cut", "test", "["];

    /// <param name="caret">0 to the line's length.</param>
    public static async Task<Completions> CompleteAsync(ConsoleSession session, string line, int caret, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(line);
        var end = Math.Clamp(caret, 0, Math.Min(line.Length, ShellParser.MaxLength));
        var partial = PartialLine.Read(line, end);
        var (start, current, found) = await FindAsync(session, partial, cancel);
        var items = found.Where(i => i.Text.StartsWith(current, StringComparison.Ordinal)).Take(MaxItems).ToList();
        return new Completions(start, end, items);
    }

    private static async Task<(int Start, string Current, IEnumerable<Completion> Found)> FindAsync(ConsoleSession session, PartialLine partial, CancellationToken cancel)
    {
        var (start, current) = (partial.Start, partial.Current);
        if (partial.AfterRedirection)
            return (start, current, await Paths.OfAsync(session, current, cancel));
        if (current.StartsWith('$'))
            return (start, current, session.Variables.Keys.Where(k => char.IsAsciiLetter(k[0]) || k[0] == '_').Order(StringComparer.Ordinal).Select(k => new Completion("$" + k, CompletionKind.Variable)));
        var words = CommandWords(partial.Words);
        if (words.Count == 0)
            return (start, current, Commands(session, current));
        if (ToolTable.FindEntry(words[0]) is { } tool)
            return await OfToolAsync(session, tool.Name, words, start, current, cancel);
        return (start, current, FileCommands.Contains(words[0]) ? await Paths.OfAsync(session, current, cancel) : OfBuiltin(session, words[0], current));
    }

    /// <summary>Without what may stand before a command: assignments, sudo, nohup, timeout N, docker exec NAME.</summary>
    private static IReadOnlyList<string> CommandWords(IReadOnlyList<string> words)
    {
        var at = 0;
        while (at < words.Count)
        {
            var word = words[at];
            if (word is "sudo" or "nohup" or "do" or "then" || word.IndexOf('=', StringComparison.Ordinal) is > 0 && word.AsSpan(0, word.IndexOf('=', StringComparison.Ordinal)).IndexOfAnyExceptInRange('A', 'z') < 0 && !word.StartsWith('-'))
                at++;
            else if (word == "timeout")
                at += 2;
            else if (word == "docker")
            {
                at += words.ElementAtOrDefault(at + 1) == "compose" ? 3 : 2;
                while (at < words.Count && words[at].StartsWith('-'))
                    at++;
                at++;
            }
            else
                break;
        }
        return at >= words.Count ? [] : [.. words.Skip(at)];
    }

    private static IEnumerable<Completion> Commands(ConsoleSession session, string current)
    {
        // A path in front and .sh are kept as they were typed.
        var folder = current[..(current.LastIndexOf('/') + 1)];
        var suffix = folder.Length > 0 ? ".sh" : "";
        var tools = ToolTable.All.Where(t => !t.NeedsMachine || session.Machine is not null).Select(t => new Completion(folder + t.Name + suffix, CompletionKind.Command, session.Text(t.Korean, t.English)));
        return folder.Length > 0 ? tools : tools.Concat(Builtins.Names.Order(StringComparer.Ordinal).Select(b => new Completion(b, CompletionKind.Command)));
    }

    private static async Task<(int Start, string Current, IEnumerable<Completion> Found)> OfToolAsync(
        ConsoleSession session, string tool, IReadOnlyList<string> words, int start, string current, CancellationToken cancel)
    {
        var general = ToolOptions.Of(tool, null);
        var (command, typed) = Typed(general, tool, words);
        var options = ToolOptions.Of(tool, command);
        ToolOption? Option(string name) => options.Find(name) ?? general.Find(name);
        // --topic=ord: the value behind the sign.
        if (current.StartsWith("--", StringComparison.Ordinal) && current.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && Option(current[..equals]) is { TakesValue: true } attached)
        {
            var value = current[(equals + 1)..];
            return (start + equals + 1, value, await ValuesAsync(session, tool, attached.Names[0], value, typed, cancel));
        }
        if (words.Count > 1 && Option(words[^1]) is { TakesValue: true } before && !current.StartsWith('-'))
            return (start, current, await ValuesAsync(session, tool, before.Names[0], current, typed, cancel));
        var found = options.Options.Concat(command is null ? [] : general.Options).DistinctBy(o => o.Names[0])
            .Select(o => new Completion(o.Names.FirstOrDefault(n => n.StartsWith(current, StringComparison.Ordinal)) ?? o.Names[0], CompletionKind.Option, o.Help))
            .Where(o => o.Text == current || !typed.ContainsKey(o.Text) || o.Text.EndsWith("property", StringComparison.Ordinal) || o.Text is "--config" or "--topic" or "--group" or "--feature");
        return (start, current, command is null ? options.Commands.Select(c => new Completion(c.Name, CompletionKind.SubCommand, c.Help)).Concat(found) : found);
    }

    /// <summary>The sub-command and the options, with values, of the words so far.</summary>
    private static (string? Command, Dictionary<string, string> Typed) Typed(ToolOptions general, string tool, IReadOnlyList<string> words)
    {
        var (command, typed) = ((string?)null, new Dictionary<string, string>(StringComparer.Ordinal));
        for (var i = 1; i < words.Count; i++)
        {
            var equals = words[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 && words[i].StartsWith("--", StringComparison.Ordinal) ? words[i][..equals] : words[i];
            var option = general.Find(name) ?? (command is null ? null : ToolOptions.Of(tool, command).Find(name));
            if (option is null)
            {
                if (command is null && general.Commands.Any(c => c.Name == words[i]))
                    command = words[i];
                continue;
            }
            var takesNext = option.TakesValue && name == words[i] && i + 1 < words.Count && !words[i + 1].StartsWith('-');
            typed[option.Names[0]] = name != words[i] ? words[i][(equals + 1)..] : takesNext ? words[i + 1] : "";
            if (takesNext)
                i++;
        }
        return (command, typed);
    }

    /// <summary>A list's last element alone is completed: orders,pay.</summary>
    private static async Task<IEnumerable<Completion>> ValuesAsync(
        ConsoleSession session, string tool, string option, string current, IReadOnlyDictionary<string, string> typed, CancellationToken cancel)
    {
        var isList = option is "--topic-list" or "--broker-list" or "--add-config" or "--delete-config" or "--partitions";
        var comma = isList ? current.LastIndexOf(',') + 1 : 0;
        var found = await ValueSource.OfAsync(session, tool, option, current[comma..], typed, cancel);
        return comma == 0 ? found : found.Select(f => f with { Text = current[..comma] + f.Text });
    }

    private static IEnumerable<Completion> OfBuiltin(ConsoleSession session, string command, string current) => command switch
    {
        "help" => ToolTable.Names.Select(n => new Completion(n, CompletionKind.Command)),
        "kill" or "fg" or "bg" or "wait" => session.Jobs.All.Where(j => j.State != ConsoleJobState.Done)
            .Select(j => new Completion("%" + j.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), CompletionKind.Job, j.Command)),
        _ => [],
    };
}
