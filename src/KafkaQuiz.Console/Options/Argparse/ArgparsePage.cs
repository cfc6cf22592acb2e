using System.Text.RegularExpressions;
using Recorded = KafkaQuiz.Console.Options.Usage;

namespace KafkaQuiz.Console.Options.Argparse;

/// <summary>
/// A help page of argparse4j, recorded from a tool, and the options and sub-commands that it declares: the text is the one place where
/// they are listed, so what is printed and what is understood cannot differ.
/// </summary>
internal sealed partial class ArgparsePage
{
    private static readonly Dictionary<string, ArgparsePage> Pages = new(StringComparer.Ordinal);

    private ArgparsePage(string text)
    {
        Text = text;
        Usage = text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var declared = Declarations(text).ToList();
        var synopsis = Blanks().Replace(Usage, " ");
        var groups = Group().Matches(synopsis);
        // What stands outside all brackets must be given.
        var bare = synopsis;
        while (Bracket().IsMatch(bare))
            bare = Bracket().Replace(bare, "");
        var required = Flag().Matches(bare).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        Options = [.. declared.Where(d => d.Left.StartsWith('-')).Select(d => Option(d.Left, d.Right, required))];
        Commands = [.. declared.Where(d => d.Indent == 4).Select(d => new ArgparseCommand(d.Left, d.Right))];
        Groups = [.. groups.Select(g => new ArgparseGroup([.. Flag().Matches(g.Value).Select(f => Options.FirstOrDefault(o => o.Names.Contains(f.Value))).OfType<ArgparseOption>()], g.Value[0] == '('))
            .Where(g => g.Options.Count > 1)];
    }

    /// <summary>What <c>--help</c> prints.</summary>
    public string Text { get; }

    /// <summary>What stands before an error, its last line ended.</summary>
    public string Usage { get; }

    public IReadOnlyList<ArgparseOption> Options { get; }

    public IReadOnlyList<ArgparseGroup> Groups { get; }

    /// <summary>In the order of the page; none on a sub-command's own page.</summary>
    public IReadOnlyList<ArgparseCommand> Commands { get; }

    /// <param name="name">Such as kafka-features, or kafka-features-describe for a sub-command.</param>
    public static ArgparsePage Of(string name)
    {
        lock (Pages)
            return Pages.TryGetValue(name, out var page) ? page : Pages[name] = new ArgparsePage(Recorded.Resource(name));
    }

    /// <summary>Options (two blanks in front) and sub-commands (four), each with its help joined to one line.</summary>
    private static IEnumerable<(int Indent, string Left, string Right)> Declarations(string text)
    {
        (int Indent, string Left, string Right)? current = null;
        foreach (var line in text.Split('\n'))
        {
            var match = Declaration().Match(line);
            if (match.Success)
            {
                if (current is { } before)
                    yield return Joined(before);
                current = (match.Groups["indent"].Length, match.Groups["left"].Value, match.Groups["right"].Value);
            }
            else if (current is { } open && line.StartsWith(Continued, StringComparison.Ordinal))
                current = open with { Right = open.Right + " " + line.Trim() };
            else if (current is { } last)
            {
                yield return Joined(last);
                current = null;
            }
        }
        if (current is { } end)
            yield return Joined(end);
    }

    private const string Continued = "                         ";

    private static (int Indent, string Left, string Right) Joined((int Indent, string Left, string Right) declared) =>
        declared with { Right = Blanks().Replace(declared.Right, " ").Replace("-- ", "--", StringComparison.Ordinal).Trim() };

    private static ArgparseOption Option(string left, string help, HashSet<string> required)
    {
        // "--id ID, -i ID": every spelling repeats the argument's name.
        var names = left.Split(", ").Select(s => s.Split(' ')).ToList();
        var arity = names[0].Length == 1 ? Arity.None : left.Contains("...", StringComparison.Ordinal) ? Arity.OneOrMore : Arity.One;
        string[] flags = [.. names.Select(n => n[0]).OrderByDescending(n => n.StartsWith("--", StringComparison.Ordinal))];
        return new ArgparseOption(flags, arity, flags.Any(required.Contains), help);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(?:(?<indent>  )(?<left>-\S.*?)|(?<indent>    )(?<left>[A-Za-z]\S*))(?:\s{2,}(?<right>.*))?$")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"[\[(][^\[\]()]*\|[^\[\]()]*[\])]")]
    private static partial Regex Group();

    [GeneratedRegex(@"\[[^\[\]()]*\]|\([^\[\]()]*\)")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(?<![\w-])--?[A-Za-z][\w.-]*")]
    private static partial Regex Flag();
}
