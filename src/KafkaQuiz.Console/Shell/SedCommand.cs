using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Console.Shell;

/// <summary>One command of sed: s, d, p, a or i, with the lines that it is for.</summary>
internal sealed class SedCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(200);
    private int? _line;
    private bool _lastLine;
    private Regex? _lines;
    private char _kind;
    private Regex? _pattern;
    private string _replacement = "";
    private bool _everywhere;
    private bool _prints;

    public bool Applies(string line, int number, bool isLast) =>
        _line is { } only ? number == only : _lastLine ? isLast : _lines is null || _lines.IsMatch(line);

    /// <summary>The text of a (behind the line) or i (before it), else null.</summary>
    public (string Text, bool IsBefore)? Insertion => _kind is 'a' or 'i' ? (_replacement, _kind == 'i') : null;

    /// <summary>The line after the command, whether it is printed at once, and whether it is gone.</summary>
    public (string Line, bool Prints, bool IsDeleted) Apply(string line)
    {
        if (_kind == 'd')
            return (line, false, true);
        if (_kind == 'p')
            return (line, true, false);
        if (!_pattern!.IsMatch(line))
            return (line, false, false);
        return (_pattern.Replace(line, Replacement, _everywhere ? -1 : 1), _prints, false);
    }

    /// <summary>Commands parted by semicolons or line ends.</summary>
    /// <exception cref="ShellFault">Something else than s, d, p, a and i.</exception>
    public static IEnumerable<SedCommand> Parse(string script, bool extended)
    {
        var at = 0;
        while (at < script.Length)
        {
            if (script[at] is ';' or '\n' or ' ')
            {
                at++;
                continue;
            }
            yield return ParseOne(script, ref at, extended);
        }
    }

    private static SedCommand ParseOne(string script, ref int at, bool extended)
    {
        var command = new SedCommand();
        var start = at;
        while (at < script.Length && char.IsAsciiDigit(script[at]))
            at++;
        if (at > start)
            command._line = int.Parse(script[start..at], CultureInfo.InvariantCulture);
        else if (script[at] == '$')
            (command._lastLine, at) = (true, at + 1);
        else if (script[at] == '/')
            command._lines = Pattern(Until(script, ref at, '/'), extended, RegexOptions.None);
        command._kind = at < script.Length ? script[at++] : throw NotUnderstood(script);
        if (command._kind is 'd' or 'p')
            return command;
        if (command._kind is 'a' or 'i')
        {
            // The rest of the script is the text, behind a backslash and blanks.
            var text = script[at..].TrimStart('\\').TrimStart(' ', '\n');
            command._replacement = text.Split('\n')[0];
            at = script.IndexOf('\n', script.Length - text.Length) is >= 0 and var end ? end : script.Length;
            return command;
        }
        if (command._kind != 's' || at >= script.Length)
            throw NotUnderstood(script);
        var delimiter = script[at];
        var pattern = Until(script, ref at, delimiter);
        at--;
        command._replacement = Until(script, ref at, delimiter);
        var options = RegexOptions.None;
        for (; at < script.Length && script[at] is not (';' or '\n' or ' '); at++)
        {
            switch (script[at])
            {
                case 'g':
                    command._everywhere = true;
                    break;
                case 'i' or 'I':
                    options = RegexOptions.IgnoreCase;
                    break;
                case 'p':
                    command._prints = true;
                    break;
                default:
                    throw NotUnderstood(script);
            }
        }
        command._pattern = Pattern(pattern, extended, options);
        return command;
    }

    /// <summary>The text between the delimiter that stands at <paramref name="at"/> and the next one; leaves it behind that.</summary>
    private static string Until(string script, ref int at, char delimiter)
    {
        var text = new StringBuilder();
        for (at++; at < script.Length && script[at] != delimiter; at++)
        {
            if (script[at] == '\\' && at + 1 < script.Length)
            {
                // An escaped delimiter is itself.
                if (script[at + 1] != delimiter || delimiter == '\\')
                    text.Append('\\');
                at++;
            }
            text.Append(script[at]);
        }
        if (at >= script.Length)
            throw ShellFault.Syntax($"sed: '{script}'에서 {delimiter}가 닫히지 않았습니다.", $"sed: '{script}': unterminated, {delimiter} is missing.");
        at++;
        return text.ToString();
    }

    /// <summary>POSIX as .NET: without -E the signs + ? | ( ) { } count only behind a backslash.</summary>
    private static Regex Pattern(string pattern, bool extended, RegexOptions options)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '[')
            {
                // A set is the same in both; ] as its first sign belongs to it.
                var close = pattern.IndexOf(']', Math.Min(pattern.Length, i + (pattern.AsSpan(i).StartsWith("[^") ? 3 : 2)));
                var set = close < 0 ? pattern[i..] : pattern[i..(close + 1)];
                text.Append(set.Replace("[:space:]", "\\s", StringComparison.Ordinal).Replace("[:digit:]", "0-9", StringComparison.Ordinal).Replace("\\", "\\\\", StringComparison.Ordinal));
                i += set.Length - 1;
            }
            else if (!extended && "+?|(){}".Contains(c, StringComparison.Ordinal))
                text.Append('\\').Append(c);
            else if (!extended && c == '\\' && i + 1 < pattern.Length && "+?|(){}".Contains(pattern[i + 1], StringComparison.Ordinal))
                text.Append(pattern[++i]);
            else if (c == '\\' && i + 1 < pattern.Length)
                text.Append(c).Append(pattern[++i]);
            else
                text.Append(c);
        }
        return new Regex(text.ToString(), options | RegexOptions.CultureInvariant, Limit);
    }

    /// <summary>&amp; is what matched, \1 a group, \n a line's end.</summary>
    private string Replacement(Match match)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _replacement.Length; i++)
        {
            var c = _replacement[i];
            if (c == '&')
                text.Append(match.Value);
            else if (c != '\\' || i + 1 == _replacement.Length)
                text.Append(c);
            else
            {
                c = _replacement[++i];
                text.Append(char.IsAsciiDigit(c) ? match.Groups[c - '0'].Value : c switch { 'n' => "\n", 't' => "\t", _ => c.ToString() });
            }
        }
        return text.ToString();
    }

    private static ShellFault NotUnderstood(string script) => ShellFault.Syntax(
        $"sed: '{script}': s/찾을 것/바꿀 것/, /찾을 것/d, a 텍스트, i 텍스트, p만 쓸 수 있습니다.", $"sed: '{script}': only s/RE/TEXT/, /RE/d, a TEXT, i TEXT and p are understood.");
}
