using System.Globalization;
using System.Text;

namespace KafkaQuiz.Practice.Groups.Consumer.Regexes;

/// <summary>A character class as RE2 reads it, as the set of ASCII characters in it: topic names have no others.</summary>
internal sealed class Re2Class
{
    private const int Ascii = 128;
    private readonly bool[] _set = new bool[Ascii];

    /// <param name="pattern">The expression.</param>
    /// <param name="start">Where the opening bracket is.</param>
    /// <exception cref="FormatException">RE2/J's message.</exception>
    public Re2Class(string pattern, int start)
    {
        var at = start + 1;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        if (isNegated)
            at++;
        // A bracket that comes first means itself.
        for (var first = at; at >= pattern.Length || pattern[at] != ']' || at == first;)
        {
            if (TryPosix(pattern, at, out var named, out var length) || TryNamed(pattern, at, out named, out length))
            {
                for (var c = 0; c < Ascii; c++)
                    _set[c] |= named[c];
                at += length;
                continue;
            }
            var from = Char(pattern, ref at);
            var to = from;
            if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
            {
                at++;
                to = Char(pattern, ref at);
            }
            if (to < from)
                throw new FormatException("invalid character class range");
            for (var c = from; c <= to && c < Ascii; c++)
                _set[c] = true;
        }
        Length = at + 1 - start;
        if (isNegated)
            Negate(_set);
    }

    /// <summary>Characters read.</summary>
    public int Length { get; }

    public override string ToString() => Write(_set);

    /// <summary>The set for .NET.</summary>
    public static string Write(bool[] set)
    {
        var text = new StringBuilder("[");
        for (var c = 0; c < Ascii; c++)
        {
            if (set[c])
                text.Append(CultureInfo.InvariantCulture, $"\\x{c:X2}");
        }
        return text.Length == 1 ? @"[^\s\S]" : text.Append(']').ToString();
    }

    /// <summary>\d, \pL, \p{Greek} and so on, in a class or by themselves.</summary>
    /// <exception cref="FormatException">No such class.</exception>
    public static bool TryNamed(string pattern, int at, out bool[] set, out int length)
    {
        (set, length) = ([], 0);
        if (at + 1 >= pattern.Length || pattern[at] != '\\')
            return false;
        var letter = pattern[at + 1];
        if (letter is 'p' or 'P')
            return TryUnicode(pattern, at, out set, out length);
        if (!"dswDSW".Contains(letter, StringComparison.Ordinal))
            return false;
        length = 2;
        set = Of(char.ToLowerInvariant(letter) switch
        {
            'd' => char.IsAsciiDigit,
            's' => c => c is '\t' or '\n' or '\f' or '\r' or ' ',
            _ => IsWord,
        });
        if (char.IsUpper(letter))
            Negate(set);
        return true;
    }

    private static bool TryUnicode(string pattern, int at, out bool[] set, out int length)
    {
        if (at + 2 >= pattern.Length)
            throw Invalid();
        var name = pattern[at + 2].ToString();
        length = 3;
        if (name == "{")
        {
            var end = pattern.IndexOf('}', at);
            if (end < 0)
                throw Invalid();
            name = pattern[(at + 3)..end];
            length = end + 1 - at;
        }
        var isNegated = pattern[at + 1] == 'P' ^ name.StartsWith('^');
        name = name.TrimStart('^');
        set = Of(Re2Unicode.Find(name) ?? throw Invalid());
        if (isNegated)
            Negate(set);
        return true;
    }

    /// <summary>[:alpha:] and so on, in a class only.</summary>
    private static bool TryPosix(string pattern, int at, out bool[] set, out int length)
    {
        (set, length) = ([], 0);
        var end = at + 1 < pattern.Length && pattern[at] == '[' && pattern[at + 1] == ':' ? pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) : -1;
        if (end < 0)
            return false;
        var name = pattern[(at + 2)..end];
        length = end + 2 - at;
        set = Of(name.TrimStart('^') switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "ascii" => _ => true,
            "blank" => c => c is '\t' or ' ',
            "cntrl" => char.IsControl,
            "digit" => char.IsAsciiDigit,
            "graph" => c => c is > ' ' and <= '~',
            "lower" => char.IsAsciiLetterLower,
            "print" => c => c is >= ' ' and <= '~',
            "punct" => c => c is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c),
            "space" => c => c is >= '\t' and <= '\r' or ' ',
            "upper" => char.IsAsciiLetterUpper,
            "word" => IsWord,
            "xdigit" => char.IsAsciiHexDigit,
            _ => throw Invalid(),
        });
        if (name.StartsWith('^'))
            Negate(set);
        return true;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static bool[] Of(Func<char, bool> isIn) => [.. Enumerable.Range(0, Ascii).Select(c => isIn((char)c))];

    private static void Negate(bool[] set)
    {
        for (var c = 0; c < Ascii; c++)
            set[c] = !set[c];
    }

    private static int Char(string pattern, ref int at)
    {
        if (at >= pattern.Length)
            throw new FormatException("missing closing ]");
        var length = 1;
        var text = pattern[at] == '\\' ? Re2Escape.Read(pattern, at, out length) : pattern[at].ToString();
        at += length;
        return char.ConvertToUtf32(text + (char.IsHighSurrogate(text[0]) && text.Length == 1 ? "\uDC00" : ""), 0);
    }

    private static FormatException Invalid() => new("invalid character class range");
}
