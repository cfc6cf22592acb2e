using System.Globalization;
using KafkaQuiz.Content.Labs;

namespace KafkaQuiz.Labs.Setup;

/// <summary>The records of a <see cref="Produce"/> by their numbers.</summary>
internal static class SetupRecords
{
    public static string? Key(Produce step, int number) => step.Key is null ? null : Text(step.Key, number);

    public static string Value(Produce step, int number) => number == step.Mark ? "poison" : Text(step.Value, number);

    /// <summary>Milliseconds since 1970 UTC, or null for the time of writing.</summary>
    public static long? Time(Produce step, int number) => step.Time is { } first ? first + (number * step.Every) : null;

    private static string Text(string template, int number) => template.Replace("{i}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
