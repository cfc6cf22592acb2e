using KafkaQuiz.Content.Questions;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Course;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Quizzes;

/// <summary>Reads a learner's attempt in four small queries.</summary>
internal sealed class AttemptReader(KafkaQuizDbContext database, CurrentCourse course, ShownVariants variants)
{
    private static readonly Func<KafkaQuizDbContext, Guid, Guid, IAsyncEnumerable<Attempt>> Attempts = EF.CompileAsyncQuery(
        (KafkaQuizDbContext database, Guid learner, Guid id) => database.Set<Attempt>().AsNoTracking()
            .Where(attempt => attempt.Id == id && attempt.LearnerId == learner));

    private static readonly Func<KafkaQuizDbContext, Guid, IAsyncEnumerable<AttemptItem>> Items = EF.CompileAsyncQuery(
        (KafkaQuizDbContext database, Guid id) => database.Set<AttemptItem>().AsNoTracking()
            .Where(item => item.AttemptId == id).OrderBy(item => item.Position).AsQueryable());

    private static readonly Func<KafkaQuizDbContext, Guid, IAsyncEnumerable<ResponseEntry>> Responses = EF.CompileAsyncQuery(
        (KafkaQuizDbContext database, Guid id) => database.Set<ResponseEntry>().AsNoTracking()
            .Where(entry => entry.AttemptId == id).OrderBy(entry => entry.Position).ThenBy(entry => entry.Sequence).AsQueryable());

    private static readonly Func<KafkaQuizDbContext, Guid, IAsyncEnumerable<Grade>> Grades = EF.CompileAsyncQuery(
        (KafkaQuizDbContext database, Guid id) => database.Set<Grade>().AsNoTracking()
            .Where(grade => grade.AttemptId == id).OrderBy(grade => grade.Position).ThenBy(grade => grade.Revision).AsQueryable());

    /// <summary>The attempt, or null where there is none of that id or it is another learner's.</summary>
    public async Task<RunAttempt?> FindAsync(Guid learner, Guid id, CancellationToken cancellationToken)
    {
        Attempt? attempt = null;
        await foreach (var found in Attempts(database, learner, id).WithCancellation(cancellationToken)) attempt = found;
        if (attempt is null) return null;

        var items = new List<AttemptItem>(attempt.ItemCount);
        await foreach (var item in Items(database, id).WithCancellation(cancellationToken)) items.Add(item);

        // The log is read whole: it is short, and its length tells a later write whether anything came in between.
        var logs = new List<ResponseEntry>[items.Count];
        for (int i = 0; i < logs.Length; i++) logs[i] = [];
        await foreach (var entry in Responses(database, id).WithCancellation(cancellationToken)) logs[entry.Position - 1].Add(entry);

        var grades = new Grade?[items.Count];
        int graded = 0;
        await foreach (var grade in Grades(database, id).WithCancellation(cancellationToken))
        {
            grades[grade.Position - 1] = grade;
            graded++;
        }

        var shown = await variants.OfAsync(items, course.Content, database, cancellationToken);
        return new RunAttempt(attempt, [.. items.Select((item, at) => ToItem(item, shown[at], logs[at], grades[at]))], logs.Sum(log => log.Count), graded);
    }

    private static RunItem ToItem(AttemptItem item, QuestionVariant variant, List<ResponseEntry> log, Grade? grade)
    {
        var entry = log.Count == 0 ? null : log[^1];
        var response = entry is not null && Response.TryParse(entry.Value, out var given) ? given : Response.Empty;
        return new RunItem(item.Position, variant, response, entry?.Sequence ?? 0, grade, log);
    }
}
