using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Options;

/// <summary>
/// A tool's usage text, recorded from the tool itself, and the options that it declares: the text is the one place where options
/// are listed, so what is printed and what is understood cannot differ.
/// </summary>
internal sealed partial class Usage
{
    private Usage(string text, Dictionary<string, OptionSpec> options)
    {
        Text = text;
        Options = options;
    }

    /// <summary>What <c>printHelpOn</c> prints.</summary>
    public string Text { get; }

    public IReadOnlyDictionary<string, OptionSpec> Options { get; }

    /// <param name="tool">Such as kafka-topics.</param>
    /// <param name="lists">Options whose argument is a list parted by commas; the usage text does not tell.</param>
    public static Usage Of(string tool, params string[] lists)
    {
        var text = Resource(tool);
        var options = new Dictionary<string, OptionSpec>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        // The first column is as wide as the dashes' line says; descriptions begin there.
        var column = lines[1].IndexOf('-', lines[1].IndexOf(' ', StringComparison.Ordinal));
        for (var i = 2; i < lines.Length; i++)
        {
            if (!IsDeclaration(lines[i]))
                continue;
            var left = Cell(lines[i], 0, column);
            var right = Cell(lines[i], column, int.MaxValue);
            while (i + 1 < lines.Length && lines[i + 1].Length > 0 && !IsDeclaration(lines[i + 1]))
            {
                i++;
                left += " " + Cell(lines[i], 0, column);
                right += " " + Cell(lines[i], column, int.MaxValue);
            }
            var spec = Parse(left.Trim(), right);
            options[spec.Name] = spec with { SeparatedByCommas = lists.Contains(spec.Name) };
        }
        return new Usage(text, options);
    }

    public static bool Exists(string name) => typeof(Usage).Assembly.GetManifestResourceInfo($"KafkaQuiz.Console.Options.Usage.{name}.txt") is not null;

    /// <summary>The recorded text of a tool, or of its subcommand.</summary>
    public static string Resource(string name)
    {
        using var stream = typeof(Usage).Assembly.GetManifestResourceStream($"KafkaQuiz.Console.Options.Usage.{name}.txt")
            ?? throw new InvalidOperationException($"No usage text of {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>An asterisk marks an option that must be given.</summary>
    private static bool IsDeclaration(string line) => line.StartsWith("--", StringComparison.Ordinal) || line.StartsWith("* --", StringComparison.Ordinal);

    private static string Cell(string line, int from, int to)
    {
        // A tab in a description is one character for joptsimple, and its lines begin one column early.
        var start = Math.Min(from, line.Length);
        return line[start..Math.Min(to, line.Length)].Trim();
    }

    private static OptionSpec Parse(string left, string right)
    {
        var match = Declaration().Match(left);
        var fallback = DefaultValue().Match(right);
        return new OptionSpec(
            match.Groups["name"].Value,
            match.Groups["open"].Value switch { "<" => Argument.Required, "[" => Argument.Optional, _ => Argument.None },
            match.Groups["type"].Value,
            fallback.Success ? fallback.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal) : null)
        {
            IsRequired = left[0] == '*',
            Help = Blanks().Replace(right, " ").Replace("-- ", "--", StringComparison.Ordinal).Trim(),
        };
    }

    [GeneratedRegex(@"^(?:\* )?--(?<name>[a-z.-]+)(\s+(?<open>[<\[])(?<type>\[[\w,]+\]|\w+))?")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    // joptsimple breaks a long default at dots; no default holds a space.
    [GeneratedRegex(@"\(default: ([^()]*)\)\s*$")]
    private static partial Regex DefaultValue();
}
