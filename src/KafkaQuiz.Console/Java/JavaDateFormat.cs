using System.Globalization;
using System.Text;

namespace KafkaQuiz.Console.Java;

/// <summary>java.text.SimpleDateFormat with the letters y M d H h m s S a and text in quotes.</summary>
internal sealed class JavaDateFormat
{
    /// <summary>The letters that Java knows.</summary>
    private const string Letters = "GyYMLwWDdFEuaHkKhmsSzZX";

    private readonly List<(char Letter, string Text)> _parts;

    private JavaDateFormat(List<(char, string)> parts) => _parts = parts;

    /// <exception cref="JavaException">A letter that means nothing.</exception>
    public static JavaDateFormat Parse(string pattern)
    {
        var parts = new List<(char, string)>();
        for (var i = 0; i < pattern.Length;)
        {
            var c = pattern[i];
            var end = i + 1;
            if (c == '\'')
            {
                end = pattern.IndexOf('\'', i + 1) is >= 0 and var close ? close + 1 : throw JavaException.IllegalArgument("Unterminated quote");
                parts.Add(('\0', end == i + 2 ? "'" : pattern[(i + 1)..(end - 1)]));
            }
            else
            {
                while (end < pattern.Length && pattern[end] == c && char.IsAsciiLetter(c))
                    end++;
                if (char.IsAsciiLetter(c) && !Letters.Contains(c, StringComparison.Ordinal))
                    throw JavaException.IllegalArgument($"Illegal pattern character '{c}'");
                parts.Add((char.IsAsciiLetter(c) ? c : '\0', pattern[i..end]));
            }
            i = end;
        }
        return new JavaDateFormat(parts);
    }

    public string Format(DateTimeOffset time)
    {
        var text = new StringBuilder();
        foreach (var (letter, part) in _parts)
        {
            text.Append(letter switch
            {
                '\0' => part,
                'y' => part.Length == 2 ? Number(time.Year % 100, 2) : Number(time.Year, part.Length),
                'M' => part.Length > 2 ? time.ToString(part.Length == 3 ? "MMM" : "MMMM", CultureInfo.InvariantCulture) : Number(time.Month, part.Length),
                'd' => Number(time.Day, part.Length),
                'H' => Number(time.Hour, part.Length),
                'h' => Number((time.Hour + 11) % 12 + 1, part.Length),
                'm' => Number(time.Minute, part.Length),
                's' => Number(time.Second, part.Length),
                'S' => Number(time.Millisecond, part.Length),
                'a' => time.Hour < 12 ? "AM" : "PM",
                // What is rarer is left as it was written.
                _ => part,
            });
        }
        return text.ToString();
    }

    private static string Number(int value, int digits) => value.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
}
