using System.Globalization;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Checks;

/// <summary>
/// Config values compare as what they are: numbers as numbers (<c>1.0</c> is <c>1</c>, <c>864000000</c> is not <c>86400000</c>), <c>true</c>
/// whatever its case, lists as sets (<c>delete,compact</c> is <c>compact, delete</c>), all else by its characters.
/// </summary>
internal static class ConfigValue
{
    public static bool Holds(TextCondition condition, string? value) =>
        (condition.EqualTo is null || Same(condition.EqualTo, value))
        && (condition.OneOf is null || condition.OneOf.Any(one => Same(one, value)))
        && (condition.Contains is null || (value is not null && value.Contains(condition.Contains, StringComparison.Ordinal)))
        && (condition.Not is null || !Same(condition.Not, value));

    public static bool Same(string expected, string? observed)
    {
        if (observed is null) return false;
        var (left, right) = (expected.Trim(), observed.Trim());
        if (IsNumber(left, out var a) && IsNumber(right, out var b)) return a == b;
        if (bool.TryParse(left, out var x) && bool.TryParse(right, out var y)) return x == y;
        if (left.Contains(',', StringComparison.Ordinal) || right.Contains(',', StringComparison.Ordinal)) return Items(left).SetEquals(Items(right));
        return string.Equals(left, right, StringComparison.Ordinal);
    }

    private static bool IsNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static HashSet<string> Items(string list) =>
        new(list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
