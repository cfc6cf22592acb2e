using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using KafkaQuiz.Assessment.Texts;
using KafkaQuiz.Content;

namespace KafkaQuiz.Assessment.Numbers;

/// <summary>
/// Reads a number as people type it, in Korean or English: <c>1,234.5</c>, <c>1 234</c>, <c>1_234</c>, <c>43만 2천</c>, <c>1.5억</c>, <c>1.5e3</c>,
/// <c>3×10^4</c>, <c>3/4</c>, <c>50%</c>, full-width digits, a true minus sign, a leading <c>약</c>, <c>~</c>, <c>=</c>; then a unit, if the question
/// knows it. A comma groups digits by three and is never the decimal point; the point is never a grouping.
/// </summary>
public static partial class NumberReader
{
    private const int MostCharacters = 200;

    // Without backtracking: no text, however hostile, and no busy machine makes it slow or lets it time out.
    private static readonly Regex shape = new(
        """
        ^(?<sign>[+-])?\s*
        (?:(?<myriad>)(?<number>\d[\d,._]*\s?[만억조천백십](?:\s?\d[\d,._]*\s?[만억조천백십]|\s?[만억조])*(?:\s?\d[\d,._]*)?)
          |(?<number>(?:\d[\d,_]*(?:\ \d{3})*)(?:\.\d+)?|\.\d+)
           (?:\s*/\s*(?<under>\d[\d,_]*(?:\.\d+)?))?
           (?:[eE](?<power>[+-]?\d{1,3})|\s*[x×*·]\s*10\s?\^\s?\(?(?<power>[+-]?\d{1,3})\)?)?
        )\s*(?<unit>\D.{0,40})?$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    /// <summary>Reads <paramref name="text"/> into the answer's unit.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="unit">The unit asked for, or null for a bare number.</param>
    /// <param name="units">Units that may follow, by their factor to the answer's unit.</param>
    public static NumberReading Read(string text, string? unit = null, IReadOnlyDictionary<string, decimal>? units = null)
    {
        if (text.Length > MostCharacters) return NotANumber(unit);
        string typed = LeadingWords().Replace(TextMatching.Tidy(text, NormalizationForm.FormKC).Replace('\u2212', '-'), "");
        typed = TrailingWords().Replace(typed, "");
        var match = shape.Match(typed);
        if (!match.Success) return NotANumber(unit);

        string number = match.Groups["number"].Value;
        if (HasBadGrouping(number)) return BadGrouping();
        try
        {
            if (Amount(match) is not { } amount) return NotANumber(unit);
            string suffix = match.Groups["unit"].Value.Trim();
            if (UnitSpellings.Factor(suffix, unit, units) is not { } factor) return WrongUnit(suffix, unit, units);
            return new NumberReading(amount * factor.Times / factor.Over, null);
        }
        catch (Exception wrong) when (wrong is OverflowException or DivideByZeroException)
        {
            return NotANumber(unit);
        }
    }

    private static decimal? Amount(Match match)
    {
        decimal sign = match.Groups["sign"].Value == "-" ? -1 : 1;
        string number = match.Groups["number"].Value;
        decimal? amount = match.Groups["myriad"].Success ? KoreanNumerals.Value(number) : Plain(number);
        if (match.Groups["under"] is { Success: true } under) amount /= Plain(under.Value);
        if (match.Groups["power"] is { Success: true } power) amount *= PowerOfTen(power.Value);
        return amount * sign;
    }

    private static decimal Plain(string number) =>
        decimal.Parse(Separators().Replace(number, ""), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static decimal PowerOfTen(string exponent)
    {
        int power = int.Parse(exponent, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (Math.Abs(power) > 28) throw new OverflowException();
        decimal ten = (decimal)BigInteger.Pow(10, Math.Abs(power));
        return power < 0 ? 1 / ten : ten;
    }

    // A separator that stands where no group of three ends: 1,5 and 12,34 are somebody's decimal comma or a slip.
    private static bool HasBadGrouping(string number) =>
        DigitRuns().Matches(number).Any(run => run.ValueSpan.IndexOfAny(", _") >= 0 && !ByThrees().IsMatch(run.Value));

    private static NumberReading NotANumber(string? unit) => new(null, unit is null
        ? new("숫자로 입력해 주세요. 예: 1200 또는 1,200", "Enter a number, for example 1200 or 1,200.")
        : new($"숫자로 입력해 주세요. 단위는 {unit}이며 적지 않아도 됩니다. 예: 1200 또는 1,200 {unit}", $"Enter a number in {unit}; the unit may be left out. For example 1200 or 1,200 {unit}."));

    private static NumberReading BadGrouping() => new(null, new(
        "쉼표는 세 자리마다 자릿수를 구분할 때만 쓸 수 있습니다. 소수점은 마침표로 적어 주세요. 예: 1,234.5",
        "A comma may only group digits by three; write the decimal point as a period. For example 1,234.5."));

    private static NumberReading WrongUnit(string suffix, string? unit, IReadOnlyDictionary<string, decimal>? units)
    {
        if (unit is null && units is not { Count: > 0 })
            return new(null, new($"‘{suffix}’ 없이 숫자만 입력해 주세요.", $"Enter the number alone, without “{suffix}”."));
        string known = string.Join(", ", units?.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Repeat(unit!, 1));
        return new(null, new(
            $"‘{suffix}’ 단위는 읽을 수 없습니다. {known} 단위로 적거나 숫자만 입력해 주세요.",
            $"The unit “{suffix}” is not known here. Use {known}, or enter the number alone."));
    }

    [GeneratedRegex(@"^(약|대략|about|approx\.?|ca\.?|[~≈=])\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LeadingWords();

    [GeneratedRegex(@"\s*(입니다|이다|예요|이에요)?\s*[.。]?$", RegexOptions.CultureInvariant)]
    private static partial Regex TrailingWords();

    [GeneratedRegex(@"\d[\d, _]*", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRuns();

    [GeneratedRegex(@"^\d{1,3}([, _])\d{3}(\1\d{3})*\s?$", RegexOptions.CultureInvariant)]
    private static partial Regex ByThrees();

    [GeneratedRegex(@"[,_\s]", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}

/// <summary>A number in the answer's unit, or what to change so that it can be read.</summary>
public readonly record struct NumberReading(decimal? Value, LocalizedText? Problem);
