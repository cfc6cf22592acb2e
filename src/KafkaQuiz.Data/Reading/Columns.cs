using System.Data.Common;

namespace KafkaQuiz.Data.Reading;

/// <summary>Columns as the entities have them, for statements that do not go through EF Core.</summary>
public static class Columns
{
    /// <summary>A timestamp as <see cref="UtcInstantConverter"/> stored it.</summary>
    public static DateTimeOffset GetInstant(this DbDataReader row, int column) =>
        new(DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc));

    /// <inheritdoc cref="GetInstant"/>
    public static DateTimeOffset? GetInstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInstant(column);

    public static Guid? GetGuidOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static string? GetStringOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
