using System.Data.Common;
using KafkaQuiz.Data.Reading;

namespace KafkaQuiz.Data.Attempts;

/// <summary>An attempt as the database holds it, for those who take and grade it. SQL that SQLite and PostgreSQL both read.</summary>
public static class AttemptReads
{
    /// <summary>The attempt, or null where there is none of that id or it is another learner's.</summary>
    public static Attempt? Attempt(IReadTransaction database, Guid learner, Guid id) => database.Query(
        """
        SELECT "Id", "LearnerId", "Kind", "Scope", "Feedback", "CourseVersion", "Seed", "RetryOf", "ItemCount", "StartedAt", "SubmittedAt", "Points", "MaxPoints"
        FROM "Attempts" WHERE "Id" = @p1 AND "LearnerId" = @p2
        """,
        ToAttempt, id, learner) is [var attempt] ? attempt : null;

    /// <summary>Its questions by position.</summary>
    public static List<AttemptItem> Items(IReadTransaction database, Guid id) => database.Query(
        """SELECT "Position", "QuestionId", "ContentHash", "Seed" FROM "AttemptItems" WHERE "AttemptId" = @p1 ORDER BY "Position" """,
        row => new AttemptItem
        {
            AttemptId = id,
            Position = row.GetInt32(0),
            QuestionId = row.GetString(1),
            ContentHash = row.GetString(2),
            Seed = row.GetInt64(3),
        },
        id);

    /// <summary>Every answer, by position and number.</summary>
    public static List<ResponseEntry> Responses(IReadTransaction database, Guid id) => database.Query(
        """SELECT "Position", "Sequence", "Value", "GivenAt" FROM "Responses" WHERE "AttemptId" = @p1 ORDER BY "Position", "Sequence" """,
        row => new ResponseEntry
        {
            AttemptId = id,
            Position = row.GetInt32(0),
            Sequence = row.GetInt32(1),
            Value = row.GetString(2),
            GivenAt = row.GetInstant(3),
        },
        id);

    /// <summary>Every grade, by position and revision.</summary>
    public static List<Grade> Grades(IReadTransaction database, Guid id) => database.Query(
        """
        SELECT "Position", "Revision", "Sequence", "Fraction", "MaxPoints", "GraderVersion", "GradedBy", "Reason", "GradedAt"
        FROM "Grades" WHERE "AttemptId" = @p1 ORDER BY "Position", "Revision"
        """,
        row => new Grade
        {
            AttemptId = id,
            Position = row.GetInt32(0),
            Revision = row.GetInt32(1),
            Sequence = row.GetInt32(2),
            Fraction = row.GetString(3),
            MaxPoints = row.GetString(4),
            GraderVersion = row.GetInt32(5),
            GradedBy = row.GetGuidOrNull(6),
            Reason = row.GetString(7),
            GradedAt = row.GetInstant(8),
        },
        id);

    /// <summary>A variant as it was stored when it was first shown.</summary>
    public static string Variant(IReadTransaction database, string contentHash, long seed) => database.Query(
        """SELECT "Variant" FROM "ShownQuestions" WHERE "ContentHash" = @p1 AND "Seed" = @p2""", row => row.GetString(0), contentHash, seed)[0];

    private static Attempt ToAttempt(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        LearnerId = row.GetGuid(1),
        Kind = (AttemptKind)row.GetInt32(2),
        Scope = row.GetString(3),
        Feedback = (FeedbackTiming)row.GetInt32(4),
        CourseVersion = row.GetString(5),
        Seed = row.GetInt64(6),
        RetryOf = row.GetGuidOrNull(7),
        ItemCount = row.GetInt32(8),
        StartedAt = row.GetInstant(9),
        SubmittedAt = row.GetInstantOrNull(10),
        Points = row.GetStringOrNull(11),
        MaxPoints = row.GetString(12),
    };
}
