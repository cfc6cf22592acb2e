using System.Buffers;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Commands;

/// <summary>A command line taken apart, before its meaning is looked at: the tool, its options in the order typed, other words.</summary>
/// <param name="Tool">Name without path and <c>.sh</c>; empty where the line is.</param>
/// <param name="Options">Names with their dashes, by the tool's first spelling; null for no value.</param>
/// <param name="Arguments">Words that are neither options nor their values, in order.</param>
/// <param name="Faults">Why the real tool would refuse the line, by option or word.</param>
internal sealed record CommandLine(
    string Tool,
    IReadOnlyList<(string Name, string? Value)> Options,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<(string Word, LocalizedText Why)> Faults)
{
    private static readonly SearchValues<char> variableName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");

    private static readonly string[] wrappers = ["sudo", "docker", "podman", "kubectl", "bash", "sh", "env", "exec", "nohup", "time"];

    /// <summary>Reads a line; <paramref name="problem"/> says what to change where no shell would read it as one command.</summary>
    public static CommandLine? Read(string line, out LocalizedText? problem)
    {
        var (words, refused) = ShellWords.Split(line);
        problem = refused;
        if (refused is not null) return null;
        var (tool, rest) = FindTool(words);
        return Parse(tool, rest);
    }

    // A path before the tool and what only starts it (VAR=value, sudo, docker exec -it NAME) do not change what the tool does.
    private static (string Tool, IReadOnlyList<string> Words) FindTool(IReadOnlyList<string> words)
    {
        int at = 0;
        while (at < words.Count && IsVariable(words[at])) at++;
        if (at == words.Count) return ("", []);
        if (wrappers.Contains(words[at]))
        {
            int inside = at + 1;
            while (inside < words.Count && KafkaTool.Find(ToolName(words[inside])) is null) inside++;
            if (inside < words.Count) at = inside;
        }

        return (ToolName(words[at]), [.. words.Skip(at + 1)]);
    }

    /// <summary>The name without path and <c>.sh</c> or <c>.bat</c>.</summary>
    public static string ToolName(string word)
    {
        string name = word[(word.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.EndsWith(".sh", StringComparison.Ordinal) ? name[..^3] : name.EndsWith(".bat", StringComparison.Ordinal) ? name[..^4] : name;
    }

    private static bool IsVariable(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && word.AsSpan(0, equals).IndexOfAnyExcept(variableName) < 0;

    private static CommandLine Parse(string tool, IReadOnlyList<string> words)
    {
        var known = KafkaTool.Find(tool);
        var options = new List<(string, string?)>();
        var arguments = new List<string>();
        var faults = new List<(string, LocalizedText)>();
        for (int at = 0; at < words.Count; at++)
        {
            string word = words[at];
            if (!IsOption(word))
            {
                arguments.Add(word);
                continue;
            }

            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string typed = equals < 0 ? word : word[..equals];
            var (name, takes) = Known(tool, known, typed, faults);
            if (equals >= 0) options.Add((name, word[(equals + 1)..]));
            else if (takes == OptionValue.None) options.Add((name, null));
            else if (takes == OptionValue.Several)
            {
                int first = at + 1;
                while (at + 1 < words.Count && !IsOption(words[at + 1])) options.Add((name, words[++at]));
                if (at < first) faults.Add((name, CommandFaults.NoValue(name)));
            }
            else if (at + 1 < words.Count && (takes == OptionValue.Required ? !LooksLikeOption(known, words[at + 1]) : !IsOption(words[at + 1])))
            {
                options.Add((name, words[++at]));
            }
            else
            {
                options.Add((name, null));
                if (takes == OptionValue.Required) faults.Add((name, CommandFaults.NoValue(name)));
            }
        }

        return new CommandLine(tool, options, arguments, faults);
    }

    private static (string Name, OptionValue Takes) Known(string tool, KafkaTool? known, string typed, List<(string, LocalizedText)> faults)
    {
        // A tool that is not in the table: an option takes the next word unless that is an option too.
        if (known is null) return (typed, OptionValue.Optional);
        if (known.Option(typed) is { } option) return option;
        faults.Add((typed, CommandFaults.Unknown(tool, typed, known)));
        return (typed, OptionValue.Optional);
    }

    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]) && word != "--";

    private static bool LooksLikeOption(KafkaTool? known, string word) => IsOption(word) && (known is null || known.Option(word.Split('=')[0]) is not null);
}
