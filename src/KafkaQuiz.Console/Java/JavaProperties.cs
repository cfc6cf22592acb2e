using System.Globalization;
using System.Text;

namespace KafkaQuiz.Console.Java;

/// <summary>java.util.Properties.load: comments, continued lines, escapes, key and value parted by =, : or a space.</summary>
internal static class JavaProperties
{
    public static Dictionary<string, string> Load(string text)
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        using var reader = new StringReader(text);
        while (LogicalLine(reader) is { } line)
        {
            var at = 0;
            while (at < line.Length && line[at] is not ('=' or ':' or ' ' or '\t'))
                at += line[at] == '\\' ? 2 : 1;
            at = Math.Min(at, line.Length);
            var key = line[..at];
            var rest = line[at..].TrimStart(' ', '\t');
            if (rest.Length > 0 && rest[0] is '=' or ':')
                rest = rest[1..].TrimStart(' ', '\t');
            properties[Unescape(key)] = Unescape(rest);
        }
        return properties;
    }

    private static string? LogicalLine(StringReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            line = line.TrimStart(' ', '\t', '\f');
            if (line.Length == 0 || line[0] is '#' or '!')
                continue;
            while (Continues(line) && reader.ReadLine() is { } next)
                line = line[..^1] + next.TrimStart(' ', '\t', '\f');
            return line;
        }
        return null;
    }

    private static bool Continues(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }
            var c = text[++i];
            if (c == 'u' && i + 4 < text.Length && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 4;
                continue;
            }
            result.Append(c switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', _ => c });
        }
        return result.ToString();
    }
}
