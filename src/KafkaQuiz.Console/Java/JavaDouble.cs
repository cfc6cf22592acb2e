using System.Globalization;

namespace KafkaQuiz.Console.Java;

/// <summary>Double.toString(): 1024.0, 1.0E7.</summary>
internal static class JavaDouble
{
    public static string Text(double value)
    {
        var size = Math.Abs(value);
        if (size is 0 or (>= 1e-3 and < 1e7))
        {
            var text = value.ToString("R", CultureInfo.InvariantCulture);
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        }
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        // The shortest digits that name the number, with the point moved behind the first.
        var parts = size.ToString("R", CultureInfo.InvariantCulture).Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : parts[0].Length;
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var exponent = point - 1 - leading + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        var significant = digits.Trim('0');
        var fraction = significant.Length > 1 ? significant[1..] : "0";
        return $"{(value < 0 ? "-" : "")}{significant[0]}.{fraction}E{exponent.ToString(CultureInfo.InvariantCulture)}";
    }
}
