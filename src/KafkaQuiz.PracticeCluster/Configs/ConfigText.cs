using System.Globalization;

namespace KafkaQuiz.Practice.Configs;

/// <summary>Values as texts: what ConfigDef.parseType takes and how ConfigDef.convertToString writes it back.</summary>
internal static class ConfigText
{
    /// <summary>A value as Kafka shows it once parsed: "TRUE" is "true", "a, b" is "a,b", "1" is "1.0" for a double.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="value">Valid for the type.</param>
    public static string Canonical(ConfigType type, string value) => type switch
    {
        ConfigType.Boolean => value.Trim().ToLowerInvariant(),
        ConfigType.Int or ConfigType.Short or ConfigType.Long => long.Parse(value.Trim(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
        ConfigType.Double => JavaDouble(double.Parse(value.Trim(), CultureInfo.InvariantCulture)),
        ConfigType.List => string.Join(',', List(value).Distinct()),
        ConfigType.String or ConfigType.Class => value.Trim(),
        _ => value,
    };

    /// <summary>The elements of a list; none of an empty text.</summary>
    public static List<string> List(string value) => value.Trim().Length == 0 ? [] : [.. value.Split(',').Select(e => e.Trim())];

    /// <summary>Double.toString of Java: a fraction always, E from 10^7 on and below 10^-3.</summary>
    private static string JavaDouble(double value)
    {
        var size = Math.Abs(value);
        if (size == 0 || size is >= 1e-3 and < 1e7)
            return value.ToString("0.0################", CultureInfo.InvariantCulture);
        var digits = value.ToString("E16", CultureInfo.InvariantCulture);
        var exponent = int.Parse(digits[(digits.IndexOf('E', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);
        // Shortest digits that read back the same, then the point behind the first.
        var shortest = new string([.. value.ToString("R", CultureInfo.InvariantCulture).Split('E')[0].Where(char.IsAsciiDigit)]).Trim('0');
        return $"{(value < 0 ? "-" : "")}{shortest[0]}.{(shortest.Length > 1 ? shortest[1..] : "0")}E{exponent}";
    }
}
