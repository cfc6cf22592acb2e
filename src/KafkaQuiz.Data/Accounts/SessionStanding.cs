using KafkaQuiz.Data.Reading;

namespace KafkaQuiz.Data.Accounts;

/// <summary>What every request with a cookie asks about its session.</summary>
/// <param name="CreatedAt">When the session began.</param>
/// <param name="LastSeenAt">Time of a recent request.</param>
/// <param name="ClaimsChanged">Whether the cookie is to be written anew.</param>
/// <param name="SecurityStamp">The user's, which changes with the password.</param>
public sealed record SessionStanding(DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, bool ClaimsChanged, string? SecurityStamp)
{
    /// <summary>The session, or null where it has ended, never was, or is another user's.</summary>
    public static SessionStanding? Find(IReadTransaction database, Guid session, Guid user) => database.Query(
        """
        SELECT session."CreatedAt", session."LastSeenAt", session."ClaimsChanged", owner."SecurityStamp"
        FROM "UserSessions" AS session JOIN "Users" AS owner ON owner."Id" = session."UserId"
        WHERE session."Id" = @p1 AND session."UserId" = @p2 AND session."EndedAt" IS NULL
        """,
        row => new SessionStanding(row.GetInstant(0), row.GetInstant(1), row.GetBoolean(2), row.GetStringOrNull(3)),
        session, user) is [var standing] ? standing : null;
}
