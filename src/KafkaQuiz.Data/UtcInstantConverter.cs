using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KafkaQuiz.Data;

/// <summary>
/// Stores a <see cref="DateTimeOffset"/> as a UTC timestamp in whole microseconds: the precision that every provider keeps,
/// in a form that sorts and compares in SQL (SQLite cannot order a timestamp with an offset).
/// </summary>
public sealed class UtcInstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
    instant => ToStored(instant), stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)))
{
    /// <summary>The stored form, for statements that do not go through EF Core.</summary>
    public static DateTime ToStored(DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
}
