using System.Text;
using KafkaQuiz.Console.Jobs;

namespace KafkaQuiz.Console.Shell;

/// <summary>Fills in variables, command substitutions and file patterns.</summary>
internal static class WordExpansion
{
    private const int MaxDepth = 4;

    public static async Task<List<string>> ExpandAsync(ShellScope scope, IReadOnlyList<Word> words)
    {
        var expanded = new List<string>();
        var isFirst = true;
        foreach (var word in words)
        {
            // NAME=value in front is one word whatever the value holds.
            isFirst &= word.Parts[0] is { Kind: WordPartKind.Literal, IsQuoted: false } part && CommandRun.IsAssignment(part.Text);
            if (isFirst)
                expanded.Add(await TextAsync(scope, word));
            else
                await ExpandAsync(scope, word, expanded);
        }
        return expanded;
    }

    /// <summary>A redirection's target or text: never split into words.</summary>
    public static async Task<string> TextAsync(ShellScope scope, Word word)
    {
        var text = new StringBuilder();
        foreach (var part in word.Parts)
            text.Append(await ValueAsync(scope, part));
        return text.ToString();
    }

    private static async Task ExpandAsync(ShellScope scope, Word word, List<string> expanded)
    {
        var current = new StringBuilder();
        var (exists, isPattern) = (false, false);
        foreach (var part in word.Parts)
        {
            var value = await ValueAsync(scope, part);
            if (part.Kind == WordPartKind.Literal || part.IsQuoted)
            {
                current.Append(value);
                isPattern |= !part.IsQuoted && value.AsSpan().IndexOfAny('*', '?') >= 0;
                exists = true;
                continue;
            }
            // What is not quoted splits into words.
            var pieces = value.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            for (var i = 0; i < pieces.Length; i++)
            {
                if (i > 0)
                {
                    expanded.Add(current.ToString());
                    current.Clear();
                }
                current.Append(pieces[i]);
                exists = true;
            }
        }
        if (!exists)
            return;
        var text = current.ToString();
        var paths = isPattern ? await scope.Session.GlobAsync(text, scope.Signals.Interrupted) : [];
        if (paths.Count > 0)
            expanded.AddRange(paths);
        else
            expanded.Add(text);
    }

    private static async Task<string> ValueAsync(ShellScope scope, WordPart part) => part.Kind switch
    {
        WordPartKind.Variable => scope.Value(part.Text),
        WordPartKind.Command => await OutputAsync(scope, part.Text),
        _ => part.Text,
    };

    /// <summary>What a command line prints, without the line ends at its end.</summary>
    private static async Task<string> OutputAsync(ShellScope scope, string text)
    {
        if (scope.Depth >= MaxDepth)
            throw ShellFault.Refused("명령 치환이 너무 깊습니다.", "Command substitutions are nested too deep.");
        using var budget = new OutputBudget(ShellParser.MaxLength);
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        using var limited = new LimitedWriter(output, budget);
        using var signals = new ProcessSignals(scope.Signals.Interrupted);
        using var stop = budget.Exceeded.Register(signals.Interrupt);
        var inner = scope with { Variables = new Dictionary<string, string>(scope.Variables, StringComparer.Ordinal), Depth = scope.Depth + 1, IsInteractive = false, Typed = null, Signals = signals };
        var code = await ListRun.RunAsync(inner, ShellParser.Parse(text), new ShellIo(LineChannel.Of(""), limited, errors));
        if (errors.ToString() is { Length: > 0 } message)
            throw new ShellFault(code == 0 ? 1 : code, message.TrimEnd('\n'), message.TrimEnd('\n'));
        scope.Variables["?"] = code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return output.ToString().TrimEnd('\n');
    }
}
