using System.Text;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Practice.Groups.Consumer.Regexes;

/// <summary>
/// Reads RE2's syntax as com.google.re2j.Parser does, with its messages, and writes it for .NET's engine that does not backtrack. Topic names
/// are ASCII without line ends, so what tells lines or other alphabets apart is left out of what is written.
/// </summary>
internal sealed class Re2Reader(string pattern)
{
    private const int MaxRepeat = 1000;
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _groups = [];
    private int _at;
    private int _depth;

    /// <summary>Something stands before that can be repeated.</summary>
    private bool _hasOperand;

    /// <summary>Where the last repetition ended; another may not follow at once.</summary>
    private int _repeatEnd = -1;

    /// <exception cref="FormatException">RE2/J's message.</exception>
    public string Translate()
    {
        while (_at < pattern.Length)
            Step();
        return _depth > 0 ? throw Fault("missing closing )") : _text.ToString();
    }

    private static FormatException Fault(string message) => new(message);

    private void Step()
    {
        switch (pattern[_at])
        {
            case '(':
                Open();
                break;
            case ')':
                // What RE2/J says here.
                if (_depth-- == 0)
                    throw Fault("regexp/syntax: internal error");
                Operand(")", 1);
                break;
            case '|':
                (_hasOperand, _repeatEnd) = (false, -1);
                Take("|", 1);
                break;
            case '^':
                Operand(@"(?:\A)", 1);
                break;
            case '$':
                Operand(@"(?:\z)", 1);
                break;
            case '.':
                Operand(".", 1);
                break;
            case '[':
                var set = new Re2Class(pattern, _at);
                Operand(set.ToString(), set.Length);
                break;
            case '*' or '+' or '?':
                Repeat(pattern[_at].ToString(), 1);
                break;
            case '{' when Counts(out var counts):
                Repeat(counts, counts.Length);
                break;
            case '\\':
                Escape();
                break;
            default:
                Operand(Regex.Escape(pattern[_at].ToString()), 1);
                break;
        }
    }

    private void Take(string text, int length)
    {
        _text.Append(text);
        _at += length;
    }

    private void Operand(string text, int length)
    {
        _hasOperand = true;
        Take(text, length);
    }

    private void Repeat(string text, int length)
    {
        if (!_hasOperand)
            throw Fault("missing argument to repetition operator");
        if (_repeatEnd == _at)
            throw Fault("invalid nested repetition operator");
        Take(text, length);
        // Whether it is greedy does not matter to the whole.
        if (_at < pattern.Length && pattern[_at] == '?')
            _at++;
        _repeatEnd = _at;
    }

    /// <summary>{n}, {n,} or {n,m}; anything else in braces means itself.</summary>
    private bool Counts(out string counts)
    {
        var match = Regex.Match(pattern[_at..], @"\A\{([0-9]+)(,([0-9]*))?\}");
        counts = match.Value;
        if (!match.Success)
            return false;
        var min = Number(match.Groups[1].Value);
        var max = match.Groups[3].Length > 0 ? Number(match.Groups[3].Value) : min;
        return min <= max && max <= MaxRepeat ? true : throw Fault("invalid repeat count");
    }

    private static int Number(string digits) => int.TryParse(digits, out var number) ? number : int.MaxValue;

    private void Open()
    {
        _depth++;
        (_hasOperand, _repeatEnd) = (false, -1);
        var rest = pattern.AsSpan(_at);
        if (rest.StartsWith("(?P<") || rest.StartsWith("(?<"))
            OpenNamed(rest[2] == 'P' ? 4 : 3);
        else if (rest.StartsWith("(?"))
            Flags();
        else
            Take("(?:", 1);
    }

    private void OpenNamed(int prefix)
    {
        var end = pattern.IndexOf('>', _at);
        var name = end < 0 ? "" : pattern[(_at + prefix)..end];
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            throw Fault("invalid named capture");
        if (!_groups.Add(name))
            throw Fault("duplicate capture group name");
        Take("(?:", end + 1 - _at);
    }

    /// <summary>(?i), (?i:…), (?-s) and so on: of the flags only `i` matters to names.</summary>
    private void Flags()
    {
        var match = Regex.Match(pattern[_at..], @"\A\(\?([imsU]*)(-[imsU]+)?([:)])");
        if (!match.Success)
            throw Fault("invalid or unsupported Perl syntax");
        var on = match.Groups[1].Value.Contains('i', StringComparison.Ordinal) ? "i" : "";
        var off = match.Groups[2].Value.Contains('i', StringComparison.Ordinal) ? "-i" : "";
        var isGroup = match.Groups[3].Value == ":";
        if (!isGroup)
            _depth--;
        Take(isGroup ? $"(?{on}{off}:" : on.Length + off.Length > 0 ? $"(?{on}{off})" : "", match.Length);
    }

    private void Escape()
    {
        var rest = pattern.AsSpan(_at);
        if (rest.StartsWith(@"\Q"))
        {
            var end = pattern.IndexOf(@"\E", _at, StringComparison.Ordinal);
            var quoted = end < 0 ? pattern[(_at + 2)..] : pattern[(_at + 2)..end];
            foreach (var c in quoted)
                Operand(Regex.Escape(c.ToString()), 0);
            _at = end < 0 ? pattern.Length : end + 2;
        }
        else if (rest.Length > 1 && rest[1] is 'A' or 'b' or 'B' or 'z')
            Operand($@"(?:\{rest[1]})", 2);
        else if (Re2Class.TryNamed(pattern, _at, out var set, out var length))
            Operand(Re2Class.Write(set), length);
        else
            Operand(Regex.Escape(Re2Escape.Read(pattern, _at, out length)), length);
    }
}
