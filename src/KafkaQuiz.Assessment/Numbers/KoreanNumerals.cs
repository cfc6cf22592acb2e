using System.Globalization;
using System.Text.RegularExpressions;

namespace KafkaQuiz.Assessment.Numbers;

/// <summary>Numbers written with digits and the Korean words for powers of ten: <c>43만 2천</c>, <c>1억 2,000만</c>, <c>1.5억</c>.</summary>
internal static partial class KoreanNumerals
{
    /// <summary>The value; null where the powers do not fall from left to right (<c>2천 3만</c> is 20,030,000 only by another reading).</summary>
    /// <exception cref="OverflowException">Over the range of decimal.</exception>
    public static decimal? Value(string text)
    {
        // Within a group (…조, …억, …만, the rest) the small powers 천, 백, 십 add up; then the group's power multiplies the sum.
        decimal total = 0, group = 0, pending = 0;
        decimal lastGroup = decimal.MaxValue, lastSmall = 10_000;
        bool hasPending = false;
        foreach (Match token in Tokens().Matches(text))
        {
            if (token.Groups["digits"] is { Success: true } digits)
            {
                if (hasPending) return null;
                pending = decimal.Parse(digits.Value.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
                hasPending = true;
                continue;
            }

            decimal power = Power(token.Value[0]);
            if (power < 10_000)
            {
                if (power >= lastSmall) return null;
                group += (hasPending ? pending : 1) * power;
                lastSmall = power;
            }
            else
            {
                if (power >= lastGroup) return null;
                decimal sum = group + (hasPending ? pending : 0);
                if (sum == 0) return null;
                total += sum * power;
                (group, lastGroup, lastSmall) = (0, power, 10_000);
            }

            (pending, hasPending) = (0, false);
        }

        return total + group + pending;
    }

    private static decimal Power(char word) => word switch
    {
        '십' => 10,
        '백' => 100,
        '천' => 1_000,
        '만' => 10_000,
        '억' => 100_000_000,
        _ => 1_000_000_000_000,
    };

    [GeneratedRegex(@"(?<digits>\d[\d,_]*(?:\.\d+)?)|[만억조천백십]", RegexOptions.CultureInvariant)]
    private static partial Regex Tokens();
}
