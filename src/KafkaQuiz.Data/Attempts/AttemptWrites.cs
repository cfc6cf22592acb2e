using KafkaQuiz.Data.Writing;

namespace KafkaQuiz.Data.Attempts;

/// <summary>
/// Everything that is ever written to attempts. Each method is one piece of work for <see cref="IDurableWriter"/>: it checks, inside the
/// transaction, all that another request could change meanwhile. SQL that SQLite and PostgreSQL both read.
/// </summary>
public static class AttemptWrites
{
    /// <summary>Begins an attempt. The same id again changes nothing.</summary>
    /// <returns>Whose attempt has the id now: the caller's, unless the id was taken; and whether it was added now.</returns>
    public static (Guid Owner, bool Added) Start(IWriteTransaction database, NewAttempt start)
    {
        var attempt = start.Attempt;
        int added = database.Execute(
            """
            INSERT INTO "Attempts" ("Id", "LearnerId", "Kind", "Scope", "Feedback", "CourseVersion", "Seed", "RetryOf", "ItemCount", "StartedAt", "MaxPoints")
            VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11) ON CONFLICT DO NOTHING
            """,
            attempt.Id, attempt.LearnerId, (int)attempt.Kind, attempt.Scope, (int)attempt.Feedback, attempt.CourseVersion, attempt.Seed,
            attempt.RetryOf, attempt.ItemCount, attempt.StartedAt, attempt.MaxPoints);
        if (added == 0)
            return (database.Query("""SELECT "LearnerId" FROM "Attempts" WHERE "Id" = @p1""", row => row.GetGuid(0), attempt.Id)[0], false);

        foreach (var item in start.Items)
        {
            database.Execute(
                """INSERT INTO "AttemptItems" ("AttemptId", "Position", "QuestionId", "ContentHash", "Seed") VALUES (@p1, @p2, @p3, @p4, @p5)""",
                item.AttemptId, item.Position, item.QuestionId, item.ContentHash, item.Seed);
        }

        foreach (var shown in start.Shown)
        {
            bool known = database.Query(
                """SELECT 1 FROM "ShownQuestions" WHERE "ContentHash" = @p1 AND "Seed" = @p2""", row => true, shown.ContentHash, shown.Seed).Count > 0;
            if (known) continue;
            database.Execute(
                """INSERT INTO "ShownQuestions" ("ContentHash", "Seed", "Variant") VALUES (@p1, @p2, @p3) ON CONFLICT DO NOTHING""",
                shown.ContentHash, shown.Seed, shown.Variant.Value);
        }

        foreach (var figure in start.Figures)
        {
            database.Execute(
                """INSERT INTO "ShownFigures" ("ContentHash", "MediaType", "Bytes") VALUES (@p1, @p2, @p3) ON CONFLICT DO NOTHING""",
                figure.ContentHash, figure.MediaType, figure.Bytes);
        }

        return (attempt.LearnerId, true);
    }

    /// <summary>Adds answers to the log. What is already there is left; nothing is added to a submitted attempt or a graded position.</summary>
    public static SaveOutcome Save(IWriteTransaction database, Guid learner, Guid attempt, IReadOnlyList<GivenResponse> responses, DateTimeOffset now)
    {
        if (State(database, learner, attempt) is not { } state) return new(SaveStatus.NotFound, []);
        if (state.Submitted) return new(SaveStatus.Submitted, []);
        if (responses.Any(response => response.Position < 1 || response.Position > state.ItemCount)) return new(SaveStatus.NoSuchItem, []);
        return new(SaveStatus.Saved, [.. responses.Select(response => SaveOne(database, attempt, state.Feedback, response, now))]);
    }

    /// <summary>
    /// Adds grades to the ledger and, where asked to, closes the attempt; only if the answers are still those that were graded.
    /// </summary>
    public static GradeOutcome Grade(IWriteTransaction database, Guid learner, Guid attempt, NewGrades grading, DateTimeOffset now)
    {
        if (State(database, learner, attempt) is not { } state) return GradeOutcome.NotFound;
        if (state.Submitted) return GradeOutcome.Submitted;
        int answers = database.Query("""SELECT COUNT(*) FROM "Responses" WHERE "AttemptId" = @p1""", row => row.GetInt32(0), attempt)[0];
        int grades = database.Query("""SELECT COUNT(*) FROM "Grades" WHERE "AttemptId" = @p1""", row => row.GetInt32(0), attempt)[0];
        if (answers != grading.AnswersSeen || grades != grading.GradesSeen) return GradeOutcome.Changed;

        foreach (var grade in grading.Grades)
        {
            database.Execute(
                """
                INSERT INTO "Grades" ("AttemptId", "Position", "Revision", "Sequence", "Fraction", "MaxPoints", "GraderVersion", "GradedBy", "Reason", "GradedAt")
                VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10)
                """,
                attempt, grade.Position, grade.Revision, grade.Sequence, grade.Fraction, grade.MaxPoints, grade.GraderVersion, grade.GradedBy,
                grade.Reason, now);
        }

        if (grading.SubmittedWithPoints is { } points)
            database.Execute("""UPDATE "Attempts" SET "SubmittedAt" = @p2, "Points" = @p3 WHERE "Id" = @p1""", attempt, now, points);
        return GradeOutcome.Done;
    }

    private static SavedResponse SaveOne(
        IWriteTransaction database, Guid attempt, FeedbackTiming feedback, GivenResponse response, DateTimeOffset now)
    {
        // Only an attempt that tells after each question has graded positions while it runs.
        if (feedback == FeedbackTiming.Each && database.Query(
            """SELECT 1 FROM "Grades" WHERE "AttemptId" = @p1 AND "Position" = @p2""", row => true, attempt, response.Position).Count > 0)
            return new(response.Position, response.Sequence, ItemSave.AlreadyGraded);

        var latest = database.Query(
            """SELECT "Sequence", "Value" FROM "Responses" WHERE "AttemptId" = @p1 AND "Position" = @p2 ORDER BY "Sequence" DESC LIMIT 1""",
            row => (Sequence: row.GetInt32(0), Value: row.GetString(1)), attempt, response.Position);
        int last = latest.Count == 0 ? 0 : latest[0].Sequence;
        int sequence = response.Sequence ?? last + 1;
        // A form without a script names no number: an answer that is the one in force is no change.
        if (response.Sequence is null && (last > 0 ? latest[0].Value == response.Value : response.Value == "{}"))
            return new(response.Position, last, ItemSave.Saved);
        int added = database.Execute(
            """
            INSERT INTO "Responses" ("AttemptId", "Position", "Sequence", "Value", "GivenAt") VALUES (@p1, @p2, @p3, @p4, @p5) ON CONFLICT DO NOTHING
            """,
            attempt, response.Position, sequence, response.Value, now);
        if (added == 1) return sequence > last ? new(response.Position, sequence, ItemSave.Saved) : new(response.Position, last, ItemSave.Late);

        string stored = sequence == last ? latest[0].Value : database.Query(
            """SELECT "Value" FROM "Responses" WHERE "AttemptId" = @p1 AND "Position" = @p2 AND "Sequence" = @p3""",
            row => row.GetString(0), attempt, response.Position, sequence)[0];
        if (stored != response.Value) return new(response.Position, last, ItemSave.Conflict);
        return sequence == last ? new(response.Position, last, ItemSave.Saved) : new(response.Position, last, ItemSave.Late);
    }

    private static (bool Submitted, FeedbackTiming Feedback, int ItemCount)? State(IWriteTransaction database, Guid learner, Guid attempt)
    {
        var rows = database.Query(
            """SELECT "LearnerId", "SubmittedAt" IS NOT NULL, "Feedback", "ItemCount" FROM "Attempts" WHERE "Id" = @p1""",
            row => (Learner: row.GetGuid(0), Submitted: row.GetBoolean(1), Feedback: (FeedbackTiming)row.GetInt32(2), ItemCount: row.GetInt32(3)),
            attempt);
        // Somebody else's attempt is answered like one that does not exist.
        return rows.Count == 0 || rows[0].Learner != learner ? null : (rows[0].Submitted, rows[0].Feedback, rows[0].ItemCount);
    }
}
