using System.Globalization;
using System.Text;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Configs;

/// <summary>
/// Reads lines as <c>java.util.Properties</c> loads them: <c>=</c>, <c>:</c> or a space after the key, comments with <c>#</c> or <c>!</c>, a
/// backslash continues a line, escapes. Stricter in one point: a line without a value's separator and a key with letters that no
/// Kafka key has are refused with their place, because they are slips.
/// </summary>
internal static class PropertiesReader
{
    public static PropertiesReading Read(string text)
    {
        var lines = new List<(string Key, string Value)>();
        string[] typed = text.ReplaceLineEndings("\n").Replace('\u00A0', ' ').Split('\n');
        for (int at = 0; at < typed.Length; at++)
        {
            string line = typed[at].TrimStart();
            if (line.Length == 0 || line[0] is '#' or '!') continue;
            int first = at + 1;
            while (Continues(line))
                line = line[..^1] + (++at < typed.Length ? typed[at].TrimStart() : "");
            int end = KeyEnd(line);
            string key = line[..end].Trim();
            if (end == line.Length || key.Length == 0 || !key.All(IsKeyCharacter)) return new([], NotALine(first));
            string value = line[end..].TrimStart();
            if (value.Length > 0 && value[0] is '=' or ':') value = value[1..];
            lines.Add((key, Unescaped(value).Trim()));
        }

        return new(lines, null);
    }

    // An odd number of backslashes at the end.
    private static bool Continues(string line) => (line.Length - line.TrimEnd('\\').Length) % 2 == 1;

    private static int KeyEnd(string line)
    {
        int end = line.AsSpan().IndexOfAny("=: \t\f");
        return end < 0 ? line.Length : end;
    }

    private static bool IsKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-';

    private static string Unescaped(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal)) return value;
        var text = new StringBuilder(value.Length);
        for (int at = 0; at < value.Length; at++)
        {
            if (value[at] != '\\' || at + 1 == value.Length) text.Append(value[at]);
            else if (value[++at] == 'u' && at + 4 < value.Length && ushort.TryParse(value.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                text.Append((char)code);
                at += 4;
            }
            else text.Append(value[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'f' => '\f', char other => other });
        }

        return text.ToString();
    }

    private static LocalizedText NotALine(int line) => new(
        $"{line}번째 줄을 읽을 수 없습니다. 한 줄에 설정 하나씩 `키=값` 형식으로 적어 주세요. 예: acks=all",
        $"Line {line} cannot be read. Write one setting a line as `key=value`, for example acks=all.");
}

/// <summary>The lines in order, or what to change so that they can be read.</summary>
internal readonly record struct PropertiesReading(IReadOnlyList<(string Key, string Value)> Lines, LocalizedText? Problem);
