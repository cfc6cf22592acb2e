using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Features.Labs.Practice;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>
/// The learner asks for a grading. Where a task holds but not yet for long enough, it waits that time and looks again, so that without a script one press
/// is enough.
/// </summary>
internal sealed class EvaluateLab(LabSessions sessions, LabGrading grading, PracticeBenches benches, TimeProvider time)
{
    /// <summary>Longest wait for a task that must hold.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(10);

    /// <returns>The verdict, or null where the learner has no such session.</returns>
    public async Task<LabVerdict?> HandleAsync(Guid learner, Guid sessionId, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(learner, sessionId, cancellationToken) is not { } run) return null;
        if (run.Session.IsPractice) await benches.FindAsync(sessionId, makesRoom: true, cancellationToken);
        var verdict = await grading.LookAsync(run, LabEvaluationBy.Learner, null, cancellationToken);
        if (verdict?.Tasks.Max(task => task.HoldLeft) is not { } left || left > LongestHold) return verdict;
        await Task.Delay(left, time, cancellationToken);
        // The memory of the first look is in the database now.
        return await sessions.FindAsync(learner, sessionId, cancellationToken) is { } again
            ? await grading.LookAsync(again, LabEvaluationBy.Learner, null, cancellationToken)
            : null;
    }
}
