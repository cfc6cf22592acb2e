using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Practice.Groups.Consumer.Regexes;

/// <summary>A character written with a backslash, as RE2 reads it.</summary>
internal static class Re2Escape
{
    /// <exception cref="FormatException">RE2/J's message.</exception>
    public static string Read(string pattern, int at, out int length)
    {
        if (at + 1 == pattern.Length)
            throw new FormatException("trailing backslash at end of expression");
        var c = pattern[at + 1];
        length = 2;
        var number = Regex.Match(pattern[at..], @"\A\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}|[1-7][0-7]{1,2}))");
        if (number.Success)
        {
            length = number.Length;
            return number.Groups[3].Success ? ((char)Convert.ToInt32(number.Groups[3].Value, 8)).ToString() : Hex(number.Groups[1].Value + number.Groups[2].Value);
        }
        return c switch
        {
            'a' => "\a",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            'v' => "\v",
            _ when char.IsAsciiLetterOrDigit(c) => throw Invalid(),
            _ => c.ToString(),
        };
    }

    private static string Hex(string digits) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code <= 0x10FFFF ? code is >= 0xD800 and < 0xE000 ? "\uFFFD" : char.ConvertFromUtf32(code) : throw Invalid();

    private static FormatException Invalid() => new("invalid escape sequence");
}
