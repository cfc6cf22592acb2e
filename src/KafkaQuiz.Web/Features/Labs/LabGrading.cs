using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using KafkaQuiz.Web.Features.Labs.Clusters;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs;

/// <summary>One look at a session's cluster: collects evidence, grades it, and stores what must not be lost. Buttons, API and watches come here.</summary>
internal sealed class LabGrading(KafkaQuizDbContext database, LabSessions sessions, ClusterConnections connections, TimeProvider time)
{
    /// <summary>How often a look is graded again because another node changed the session, or noted the completion, meanwhile.</summary>
    private const int MostTries = 4;

    /// <summary>Looks and grades. A watch stores the look only where <paramref name="lastStates"/> differs; a learner's is always stored.</summary>
    /// <returns>The verdict, or null where the session is gone.</returns>
    public async Task<LabVerdict?> LookAsync(LabRun run, LabEvaluationBy by, string? lastStates, CancellationToken cancellationToken)
    {
        var evidence = await connections.CollectAsync(run.Session, EvidenceNeeds.Of(run.Lab), run.Baseline, run.Memory, cancellationToken);
        return await JudgeAsync(run, evidence, by, lastStates, cancellationToken);
    }

    /// <summary>Grades and stores evidence of the session's cluster, whoever collected it. The learner's answers are the server's own.</summary>
    /// <returns>The verdict, or null where the session is gone.</returns>
    public async Task<LabVerdict?> JudgeAsync(LabRun run, ClusterEvidence evidence, LabEvaluationBy by, string? lastStates, CancellationToken cancellationToken)
    {
        evidence = evidence with { Answers = run.Answers };
        for (var attempt = 1; ; attempt++)
        {
            // A cluster that stayed connected over a restart has its baseline taken by the first look.
            var baseline = run.Baseline ?? (evidence.Cluster.Fault is null ? evidence : null);
            var (verdict, memory) = LabGrader.Grade(run.Lab, baseline, run.Memory, evidence);
            try
            {
                await StoreAsync(run, by, evidence, baseline, verdict, memory, by != LabEvaluationBy.Watch || (lastStates is not null && lastStates != States(verdict)), cancellationToken);
                return verdict;
            }
            catch (DbUpdateException) when (attempt < MostTries)
            {
                database.ChangeTracker.Clear();
                if (await sessions.OpenAsync(run.Session.Id, cancellationToken) is not { } changed) return null;
                // Another cluster was connected meanwhile: what was seen is of the old one.
                if (changed.Session.Servers != run.Session.Servers) return null;
                run = changed;
                evidence = evidence with { Answers = run.Answers };
            }
        }
    }

    /// <summary>What a change of makes a watch store an evaluation: the states of the tasks, not numbers that move.</summary>
    public static string States(LabVerdict verdict) =>
        verdict.Fault is { } fault ? fault.Cause.ToString() : string.Join(',', verdict.Tasks.Select(task => task.State == TaskState.Holding ? TaskState.Open : task.State));

    private async Task StoreAsync(
        LabRun run, LabEvaluationBy by, ClusterEvidence evidence, ClusterEvidence? baseline, LabVerdict verdict, LabMemory memory, bool keep, CancellationToken cancellationToken)
    {
        var before = run.Session.Memory;
        var after = ReferenceEquals(memory, run.Memory) ? before : VerdictJson.Write(memory);
        var changes = after != before || (run.Session.Baseline is null && baseline is not null);
        if (!keep && !changes) return;

        Guid? evaluation = null;
        if (keep || verdict.IsComplete)
        {
            evaluation = Guid.CreateVersion7(time.GetUtcNow());
            database.Add(new LabEvaluation
            {
                Id = evaluation.Value,
                SessionId = run.Session.Id,
                TakenAt = evidence.TakenAt,
                By = by,
                LabHash = run.Session.LabHash,
                Graded = verdict.IsGraded,
                Points = (int)(verdict.Points * 100),
                MaxPoints = (int)(verdict.MaxPoints * 100),
                Complete = verdict.IsComplete,
                Evidence = EvidenceJson.Write(evidence),
                Baseline = baseline is null ? null : EvidenceJson.Write(baseline),
                MemoryBefore = before,
                Verdict = VerdictJson.Write(verdict),
            });
        }
        if (changes)
        {
            var session = await database.Set<LabSession>().SingleOrDefaultAsync(s => s.Id == run.Session.Id && s.EndedAt == null, cancellationToken);
            if (session is null || session.Revision != run.Session.Revision) throw new DbUpdateConcurrencyException();
            session.Memory = after;
            session.Baseline ??= baseline is null ? null : EvidenceJson.Write(baseline);
            session.Revision++;
        }
        if (verdict.IsComplete && !await database.Set<LabCompletion>().AnyAsync(c => c.LearnerId == run.Session.LearnerId && c.LabId == run.Session.LabId, cancellationToken))
        {
            database.Add(new LabCompletion
            {
                LearnerId = run.Session.LearnerId,
                LabId = run.Session.LabId,
                EvaluationId = evaluation!.Value,
                CompletedAt = evidence.TakenAt,
            });
        }
        await database.SaveChangesAsync(cancellationToken);
        database.ChangeTracker.Clear();
    }
}
