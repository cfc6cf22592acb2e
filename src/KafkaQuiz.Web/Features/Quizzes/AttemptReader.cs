using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Data.Reading;
using KafkaQuiz.Web.Features.Course;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Reads a learner's attempt in four small queries of one state of the database.</summary>
internal sealed class AttemptReader(IDatabaseReader database, CurrentCourse course, ShownVariants variants)
{
    /// <summary>The attempt, or null where there is none of that id or it is another learner's.</summary>
    public ValueTask<RunAttempt?> FindAsync(Guid learner, Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(state => Find(state, learner, id), cancellationToken);

    private RunAttempt? Find(IReadTransaction state, Guid learner, Guid id)
    {
        if (AttemptReads.Attempt(state, learner, id) is not { } attempt) return null;
        var items = AttemptReads.Items(state, id);

        // The log is read whole: it is short, and its length tells a later write whether anything came in between.
        var responses = AttemptReads.Responses(state, id);
        var logs = new List<ResponseEntry>[items.Count];
        for (int i = 0; i < logs.Length; i++) logs[i] = [];
        foreach (var entry in responses) logs[entry.Position - 1].Add(entry);

        var grades = AttemptReads.Grades(state, id);
        var inForce = new Grade?[items.Count];
        foreach (var grade in grades) inForce[grade.Position - 1] = grade;

        var shown = variants.Of(items, course.Content, state);
        return new RunAttempt(attempt, [.. items.Select((item, at) => ToItem(item, shown[at], logs[at], inForce[at]))], responses.Count, grades.Count);
    }

    private static RunItem ToItem(AttemptItem item, QuestionVariant variant, List<ResponseEntry> log, Grade? grade)
    {
        var entry = log.Count == 0 ? null : log[^1];
        var response = entry is not null && Response.TryParse(entry.Value, out var given) ? given : Response.Empty;
        return new RunItem(item.Position, variant, response, entry?.Sequence ?? 0, grade, log);
    }
}
