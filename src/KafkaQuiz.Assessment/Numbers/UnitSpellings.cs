namespace KafkaQuiz.Assessment.Numbers;

/// <summary>
/// Which units may follow a number. What the question names counts first, as written, then in any case where only one of its units
/// fits (<c>gb</c> for GB; Gb and GB both named: neither). Beside these, the common Korean and English words for the question's own
/// unit are understood, and units of time convert among each other; bytes do not, because 1 GB is 1000 or 1024 MB.
/// </summary>
internal static class UnitSpellings
{
    private static readonly string[][] sameUnit =
    [
        ["ms", "msec", "millisecond", "milliseconds", "밀리초"],
        ["s", "sec", "secs", "second", "seconds", "초"],
        ["min", "mins", "minute", "minutes", "분"],
        ["h", "hr", "hrs", "hour", "hours", "시간"],
        ["d", "day", "days", "일"],
        ["B", "byte", "bytes", "바이트"],
        ["KB", "kilobyte", "kilobytes", "킬로바이트"],
        ["MB", "megabyte", "megabytes", "메가바이트"],
        ["GB", "gigabyte", "gigabytes", "기가바이트"],
        ["TB", "terabyte", "terabytes", "테라바이트"],
        ["개", "건", "ea", "record", "records", "message", "messages", "레코드", "메시지"],
        ["개", "partition", "partitions", "파티션"],
        ["대", "개", "broker", "brokers", "브로커"],
        ["명", "개", "consumer", "consumers", "컨슈머"],
        ["번", "회", "time", "times"],
        ["%", "percent", "퍼센트", "프로"],
    ];

    // Korean counts with a word after the number; it says nothing that the question did not.
    private static readonly string[] counters = ["개", "건", "대", "명", "번", "회"];

    private static readonly Dictionary<string, decimal> milliseconds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ms"] = 1,
        ["s"] = 1_000,
        ["min"] = 60_000,
        ["h"] = 3_600_000,
        ["d"] = 86_400_000,
    };

    /// <summary>
    /// What a number in the unit <paramref name="typed"/> is multiplied with, then divided by, to be in the answer's unit (two numbers, so that
    /// hours become days exactly); null where the unit may not stand here.
    /// </summary>
    public static (decimal Times, decimal Over)? Factor(string typed, string? unit, IReadOnlyDictionary<string, decimal>? units)
    {
        if (typed.Length == 0) return (1, 1);
        if (unit is null && counters.Contains(typed)) return (1, 1);
        if (units is not null && units.TryGetValue(typed, out decimal named)) return (named, 1);
        if (typed == unit) return (1, 1);
        decimal[] inAnyCase = [.. (units ?? new Dictionary<string, decimal>())
            .Where(known => string.Equals(known.Key, typed, StringComparison.OrdinalIgnoreCase)).Select(known => known.Value).Distinct()];
        if (inAnyCase.Length > 0) return inAnyCase.Length == 1 ? (inAnyCase[0], 1) : null;
        if (unit is null) return null;
        if (sameUnit.Any(words => words.Contains(typed, StringComparer.OrdinalIgnoreCase) && words.Contains(unit, StringComparer.OrdinalIgnoreCase))) return (1, 1);
        return Time(typed) is { } from && Time(unit) is { } to ? (from, to) : null;
    }

    private static decimal? Time(string unit)
    {
        string? common = sameUnit.Take(milliseconds.Count).FirstOrDefault(words => words.Contains(unit, StringComparer.OrdinalIgnoreCase))?[0];
        return common is null ? null : milliseconds[common];
    }
}
