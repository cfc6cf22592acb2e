using System.Globalization;
using KafkaQuiz.Console.Options;

namespace KafkaQuiz.Console.MetadataQuorum;

/// <summary>kafka-metadata-quorum's arguments, read as argparse4j does: this one tool does not use joptsimple.</summary>
internal sealed class QuorumArguments
{
    private const string Tool = "kafka-metadata-quorum";
    private static readonly Dictionary<string, string[]> CommandFlags = new(StringComparer.Ordinal)
    {
        ["describe"] = ["--status", "--replication", "--human-readable"],
        ["add-controller"] = ["--dry-run"],
        ["remove-controller"] = ["--dry-run"],
    };

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private QuorumArguments(string command) => Command = command;

    public string Command { get; }

    public string? BootstrapServer => _values.GetValueOrDefault("--bootstrap-server");

    public string? BootstrapController => _values.GetValueOrDefault("--bootstrap-controller");

    public string? CommandConfig => _values.GetValueOrDefault("--command-config");

    public bool Status => _values.ContainsKey("--status");

    public bool Replication => _values.ContainsKey("--replication");

    public bool HumanReadable => _values.ContainsKey("--human-readable");

    public bool DryRun => _values.ContainsKey("--dry-run");

    public int ControllerId => int.Parse(_values["--controller-id"], CultureInfo.InvariantCulture);

    public string? ControllerDirectoryId => _values.GetValueOrDefault("--controller-directory-id");

    /// <exception cref="QuorumUsageException">Help was asked for, or the arguments are wrong.</exception>
    public static QuorumArguments Parse(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = ReadOptions(arguments, 0, Tool, ["--bootstrap-server", "--bootstrap-controller", "--command-config"], [], values);
        if (at >= arguments.Count)
            throw Error(Tool, "too few arguments");
        var command = arguments[at];
        if (!CommandFlags.TryGetValue(command, out var flags))
            throw Error(Tool, $"invalid choice: '{command}' (choose from {string.Join(", ", CommandFlags.Keys.Select(c => $"'{c}'"))})");
        var page = Tool + "-" + command;
        string[] own = command == "remove-controller" ? ["--controller-id", "--controller-directory-id"] : [];
        var end = ReadOptions(arguments, at + 1, page, own, flags, values);
        if (end < arguments.Count)
            throw Error(page, $"unrecognized arguments: '{arguments[end]}'");
        foreach (var name in own)
        {
            if (!values.ContainsKey(name))
                throw Error(page, $"argument {name}{(name == "--controller-id" ? "/-i" : "/-d")} is required");
        }
        if (!values.ContainsKey("--bootstrap-server") && !values.ContainsKey("--bootstrap-controller"))
            throw Error(Tool, "one of the arguments --bootstrap-server --bootstrap-controller is required");
        var parsed = new QuorumArguments(command);
        foreach (var (name, value) in values)
            parsed._values[name] = value;
        return parsed;
    }

    /// <summary>Reads options up to the first word that is none.</summary>
    private static int ReadOptions(IReadOnlyList<string> arguments, int at, string page, string[] withValue, string[] flags, Dictionary<string, string> values)
    {
        while (at < arguments.Count && arguments[at].StartsWith('-'))
        {
            var equals = arguments[at].StartsWith("--", StringComparison.Ordinal) ? arguments[at].IndexOf('=', StringComparison.Ordinal) : -1;
            var typed = equals < 0 ? arguments[at] : arguments[at][..equals];
            var name = Resolve(typed, page, [.. withValue, .. flags, "--help"]);
            if (name == "--help")
                throw new QuorumUsageException(Usage.Resource(page), 0);
            if (flags.Contains(name))
            {
                values[name] = "";
                at++;
                continue;
            }
            if (equals < 0 && (at + 1 >= arguments.Count || arguments[at + 1].StartsWith('-')))
                throw Error(page, $"argument {name}: expected one argument");
            var other = name == "--bootstrap-server" ? "--bootstrap-controller" : name == "--bootstrap-controller" ? "--bootstrap-server" : null;
            if (other is not null && values.ContainsKey(other))
                throw Error(page, $"argument {name}: not allowed with argument {other}");
            values[name] = equals < 0 ? arguments[at + 1] : arguments[at][(equals + 1)..];
            at += equals < 0 ? 2 : 1;
        }
        return at;
    }

    /// <summary>The option that a name, its unambiguous beginning or its short form stands for.</summary>
    private static string Resolve(string typed, string page, string[] known)
    {
        var name = typed switch { "-h" => "--help", "-i" => "--controller-id", "-d" => "--controller-directory-id", _ => typed };
        if (known.Contains(name))
            return name;
        var candidates = typed.Length > 2 ? known.Where(k => k.StartsWith(typed, StringComparison.Ordinal)).ToList() : [];
        return candidates.Count switch
        {
            1 => candidates[0],
            0 => throw Error(page, $"unrecognized arguments: '{typed}'", Suggestion.For(typed, known)),
            _ => throw Error(page, $"ambiguous option: {typed} could match {string.Join(", ", candidates)}"),
        };
    }

    private static QuorumUsageException Error(string page, string message, string suggestion = "")
    {
        var help = Usage.Resource(page);
        var usage = help[..(help.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        return new QuorumUsageException(usage + JustifiedText.Wrap($"{Tool}: error: {message}", 75) + "\n" + suggestion, 1);
    }
}

/// <summary>The tool ends with this text.</summary>
internal sealed class QuorumUsageException(string text, int exitCode) : Exception(text)
{
    public int ExitCode { get; } = exitCode;
}
