using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>The evaluations of a session, newest first.</summary>
internal sealed class ListEvaluations(KafkaQuizDbContext database)
{
    /// <summary>Most that are listed.</summary>
    public const int Most = 50;

    public async Task<IReadOnlyList<EvaluationEntry>> HandleAsync(Guid learner, Guid session, CancellationToken cancellationToken) =>
        await database.Set<LabEvaluation>().AsNoTracking()
            .Where(evaluation => evaluation.SessionId == session && evaluation.Session!.LearnerId == learner)
            .OrderByDescending(evaluation => evaluation.TakenAt).Take(Most)
            .Select(e => new { Row = e, Latest = database.Set<LabRegrading>().Where(r => r.EvaluationId == e.Id).OrderByDescending(r => r.At).FirstOrDefault() })
            .Select(e => e.Latest == null
                ? new EvaluationEntry(e.Row.Id, e.Row.TakenAt, e.Row.By, e.Row.Graded, e.Row.Points / 100m, e.Row.MaxPoints / 100m, e.Row.Complete, null, null)
                : new EvaluationEntry(e.Row.Id, e.Row.TakenAt, e.Row.By, e.Row.Graded, e.Latest.Points / 100m, e.Latest.MaxPoints / 100m, e.Latest.Complete, e.Latest.At, e.Latest.Why))
            .ToListAsync(cancellationToken);

    /// <summary>One evaluation of the learner, with its evidence, or null.</summary>
    public async Task<LabEvaluation?> FindAsync(Guid learner, Guid evaluation, CancellationToken cancellationToken) =>
        await database.Set<LabEvaluation>().AsNoTracking()
            .SingleOrDefaultAsync(e => e.Id == evaluation && e.Session!.LearnerId == learner, cancellationToken);

    /// <summary>The newest evaluation of a session, or null.</summary>
    public async Task<LabEvaluation?> LatestAsync(Guid session, CancellationToken cancellationToken) =>
        await database.Set<LabEvaluation>().AsNoTracking()
            .Where(evaluation => evaluation.SessionId == session).OrderByDescending(evaluation => evaluation.TakenAt).FirstOrDefaultAsync(cancellationToken);
}

/// <summary>An evaluation in the history.</summary>
/// <param name="Id">Of the evaluation.</param>
/// <param name="TakenAt">When.</param>
/// <param name="By">Who asked.</param>
/// <param name="Graded">False where nothing could be judged.</param>
/// <param name="Points">Earned.</param>
/// <param name="MaxPoints">Of the lab.</param>
/// <param name="Complete">Whether every task was done.</param>
/// <param name="RegradedAt">When it was graded again by changed checks, UTC, or null; the points are then those of that time.</param>
/// <param name="RegradedWhy">Why, or null.</param>
public sealed record EvaluationEntry(
    Guid Id, DateTimeOffset TakenAt, LabEvaluationBy By, bool Graded, decimal Points, decimal MaxPoints, bool Complete, DateTimeOffset? RegradedAt, string? RegradedWhy);
