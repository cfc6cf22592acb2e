using KafkaQuiz.Assessment;
using KafkaQuiz.Assessment.Progress;
using KafkaQuiz.Content;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Attempts;
using KafkaQuiz.Web.Features.Quizzes;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Course;

/// <summary>How far a learner is, computed from the ledger; and what is open and what comes next.</summary>
/// <param name="Course">By chapter and section.</param>
/// <param name="Next">What to do next; null where there are no questions.</param>
/// <param name="Open">The newest attempt that runs, or null.</param>
/// <param name="PassedLabs">Ids of the labs that the learner passed, required ones and others.</param>
public sealed record LearnerProgress(CourseProgress Course, NextStep? Next, Attempt? Open, IReadOnlyCollection<string> PassedLabs);

/// <summary>Reads a learner's progress.</summary>
internal sealed class ProgressReader(KafkaQuizDbContext database, GradeHistory history, IEnumerable<IPassedLabs> labs)
{
    /// <param name="content">The course.</param>
    /// <param name="learner">Whose; null for a visitor without one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<LearnerProgress> OfAsync(CourseContent content, Guid? learner, CancellationToken cancellationToken)
    {
        if (learner is not { } id)
        {
            var none = CourseProgress.Of(content, [], [], []);
            return new(none, NextStep.Of(content, none, []), null, []);
        }

        var grades = await history.OfAsync(id, cancellationToken);
        var submitted = await database.Set<Attempt>().AsNoTracking()
            .Where(attempt => attempt.LearnerId == id && attempt.Kind == AttemptKind.ChapterQuiz && attempt.SubmittedAt != null)
            .Select(attempt => new { attempt.Scope, attempt.Points, attempt.MaxPoints, attempt.SubmittedAt })
            .ToListAsync(cancellationToken);
        var quizzes = submitted.Select(quiz => new QuizResult(
            int.Parse(quiz.Scope, provider: null), Fraction.Parse(quiz.Points!) / Fraction.Parse(quiz.MaxPoints), quiz.SubmittedAt!.Value));
        var passed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lab in labs) passed.UnionWith(await lab.OfAsync(id, cancellationToken));
        var progress = CourseProgress.Of(content, grades, quizzes, passed);
        var open = await database.Set<Attempt>().AsNoTracking()
            .Where(attempt => attempt.LearnerId == id && attempt.SubmittedAt == null)
            .OrderByDescending(attempt => attempt.StartedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return new(progress, NextStep.Of(content, progress, passed), open, passed);
    }
}

/// <summary>Which labs a learner passed; the labs' feature registers one.</summary>
internal interface IPassedLabs
{
    /// <returns>Ids of labs.</returns>
    Task<IReadOnlyCollection<string>> OfAsync(Guid learner, CancellationToken cancellationToken);
}
