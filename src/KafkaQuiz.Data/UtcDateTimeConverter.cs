using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace KafkaQuiz.Data;

/// <summary>Refuses a <see cref="DateTime"/> that is not UTC and reads every one back as UTC.</summary>
/// <exception cref="InvalidOperationException">A local or unspecified time was about to be stored.</exception>
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    time => ToStored(time), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc))
{
    private static DateTime ToStored(DateTime time) => time.Kind == DateTimeKind.Utc
        ? time
        : throw new InvalidOperationException($"Only UTC times are stored; got {time:O} of kind {time.Kind}.");
}
