using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>
/// Reads arguments as argparse4j does (kafka-cluster, kafka-features, kafka-metadata-quorum, kafka-producer-perf-test, kafka-storage,
/// kafka-transactions): names may be shortened, options come before the sub-command that they do not belong to.
/// </summary>
internal static partial class ArgparseParser
{
    /// <param name="tool">Name of the tool's page; its sub-commands' pages are named <c>tool-command</c>.</param>
    /// <exception cref="ArgparseFault">Help was asked for, or the arguments are wrong.</exception>
    public static ArgparseResult Parse(string tool, IReadOnlyList<string> arguments)
    {
        var page = ArgparsePage.Of(tool);
        var given = new List<(ArgparseOption Option, string Value)>();
        var at = ReadOptions(page, arguments, 0, given);
        if (page.Commands.Count == 0)
        {
            if (at < arguments.Count)
                throw Unrecognized(page, arguments[at]);
            RequireOptions(page, given);
            return Result(page, "", given);
        }
        if (at >= arguments.Count)
            throw new ArgparseFault(page, "too few arguments");
        if (!page.Commands.Any(c => c.Name == arguments[at]))
            throw new ArgparseFault(page, $"invalid choice: '{arguments[at]}' (choose from {string.Join(", ", page.Commands.Select(c => $"'{c.Name}'"))})");
        var command = ArgparsePage.Of(tool + "-" + arguments[at]);
        var end = ReadOptions(command, arguments, at + 1, given);
        if (end < arguments.Count)
            throw Unrecognized(command, arguments[end]);
        RequireOptions(command, given);
        RequireOptions(page, given);
        return Result(command, arguments[at], given);
    }

    private static ArgparseResult Result(ArgparsePage page, string command, List<(ArgparseOption Option, string Value)> given)
    {
        var result = new ArgparseResult { Page = page, Command = command };
        foreach (var (option, value) in given)
            result.Add(option, value);
        return result;
    }

    /// <summary>Reads options up to the first word that is none.</summary>
    private static int ReadOptions(ArgparsePage page, IReadOnlyList<string> arguments, int at, List<(ArgparseOption Option, string Value)> given)
    {
        while (at < arguments.Count && IsFlag(arguments[at]))
        {
            var word = arguments[at++];
            var equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
            var option = Resolve(page, equals < 0 ? word : word[..equals]);
            if (option.Name == "--help")
                throw new ArgparseFault(page, null);
            if (page.Groups.FirstOrDefault(g => g.Options.Contains(option))?.Options.FirstOrDefault(o => o != option && given.Any(v => v.Option == o)) is { } other)
                throw new ArgparseFault(page, $"argument {option}: not allowed with argument {other}");
            var before = given.Count;
            if (option.Arity == Arity.None)
                given.Add((option, ""));
            else if (equals >= 0)
                given.Add((option, word[(equals + 1)..]));
            else
            {
                while (at < arguments.Count && !IsFlag(arguments[at]) && (option.Arity == Arity.OneOrMore || given.Count == before))
                    given.Add((option, arguments[at++]));
                if (given.Count == before)
                    throw new ArgparseFault(page, $"argument {option}: expected {(option.Arity == Arity.One ? "one argument" : "at least one argument")}");
            }
        }
        return at;
    }

    private static void RequireOptions(ArgparsePage page, List<(ArgparseOption Option, string Value)> given)
    {
        bool Given(ArgparseOption option) => given.Any(g => g.Option == option);
        if (page.Options.FirstOrDefault(o => o.IsRequired && !Given(o)) is { } missing)
            throw new ArgparseFault(page, $"argument {missing} is required");
        if (page.Groups.FirstOrDefault(g => g.IsRequired && !g.Options.Any(Given)) is { } group)
            throw new ArgparseFault(page, $"one of the arguments {string.Join(' ', group.Options)} is required");
    }

    /// <summary>The option that a name, its unambiguous beginning or its short form stands for.</summary>
    private static ArgparseOption Resolve(ArgparsePage page, string typed)
    {
        if (page.Options.FirstOrDefault(o => o.Names.Contains(typed)) is { } exact)
            return exact;
        var candidates = typed.Length > 2 ? page.Options.Where(o => o.Names.Any(n => n.StartsWith(typed, StringComparison.Ordinal))).ToList() : [];
        return candidates.Count switch
        {
            1 => candidates[0],
            0 => throw Unrecognized(page, typed),
            _ => throw new ArgparseFault(page, $"ambiguous option: {typed} could match {string.Join(", ", candidates.Select(c => c.Name).Order(StringComparer.Ordinal))}"),
        };
    }

    private static ArgparseFault Unrecognized(ArgparsePage page, string word) =>
        new(page, $"unrecognized arguments: '{word}'", IsFlag(word) ? Suggestion.For(word, page.Options.SelectMany(o => o.Names)) : "");

    private static bool IsFlag(string word) => word.Length > 1 && word[0] == '-' && !Negative().IsMatch(word);

    [GeneratedRegex(@"^-\d+$|^-\d*\.\d+$")]
    private static partial Regex Negative();
}
