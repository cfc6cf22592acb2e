using System.Globalization;
using System.Text;

namespace KafkaQuiz.Console.Shell;

/// <summary>Backslash escapes of printf, echo -e and $'…'.</summary>
internal static class Escapes
{
    public static string Decode(string text)
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
            if (c == 'x' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 2;
                continue;
            }
            result.Append(c switch { 'n' => "\n", 't' => "\t", 'r' => "\r", 'a' => "\a", '0' => "\0", '\\' => "\\", '\'' => "'", '"' => "\"", _ => "\\" + c });
        }
        return result.ToString();
    }
}
