using System.Text;

namespace KafkaQuiz.Practice.Servers;

/// <summary>Reads a server.properties as java.util.Properties does: comments, three separators, continued lines, escapes; the last of a key counts.</summary>
internal static class ServerProperties
{
    public static Dictionary<string, string> Parse(string text)
    {
        var properties = new Dictionary<string, string>();
        foreach (var line in LogicalLines(text))
        {
            var end = 0;
            while (end < line.Length && line[end] is not ('=' or ':' or ' ' or '\t' or '\f'))
                end += line[end] == '\\' ? 2 : 1;
            end = Math.Min(end, line.Length);
            var rest = line[end..].TrimStart(' ', '\t', '\f');
            if (rest.StartsWith('=') || rest.StartsWith(':'))
                rest = rest[1..].TrimStart(' ', '\t', '\f');
            properties[Unescape(line[..end])] = Unescape(rest);
        }
        return properties;
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        var whole = new StringBuilder();
        foreach (var raw in text.Split('\n'))
        {
            var line = raw.TrimEnd('\r').TrimStart(' ', '\t', '\f');
            if (whole.Length == 0 && (line.Length == 0 || line[0] is '#' or '!'))
                continue;
            var isContinued = (line.Length - line.TrimEnd('\\').Length) % 2 == 1;
            whole.Append(isContinued ? line[..^1] : line);
            if (isContinued)
                continue;
            yield return whole.ToString();
            whole.Clear();
        }
        if (whole.Length > 0)
            yield return whole.ToString();
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || ++i == text.Length)
            {
                if (i < text.Length)
                    result.Append(text[i]);
                continue;
            }
            if (text[i] == 'u' && i + 4 < text.Length && int.TryParse(text.AsSpan(i + 1, 4), System.Globalization.NumberStyles.HexNumber, null, out var code))
            {
                result.Append((char)code);
                i += 4;
                continue;
            }
            result.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
        }
        return result.ToString();
    }
}
