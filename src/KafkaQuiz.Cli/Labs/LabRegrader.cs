using KafkaQuiz.Content;
using KafkaQuiz.Content.Labs;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Cli.Labs;

/// <summary>An evaluation that is judged differently now.</summary>
/// <param name="Evaluation">Its id.</param>
/// <param name="Learner">Whose it is.</param>
/// <param name="TakenAt">When its evidence was taken, UTC.</param>
/// <param name="Verdict">Of today.</param>
/// <param name="LabHash">Of the lab that it was graded by now.</param>
/// <param name="Tasks">What differs.</param>
/// <param name="WasComplete">Whether it counted as complete until now.</param>
/// <param name="Lacks">Ids of tasks that the stored evidence cannot decide, because it was not collected for such a check; where there are any, nothing is changed.</param>
internal sealed record RegradedEvaluation(
    Guid Evaluation, Guid Learner, DateTimeOffset TakenAt, LabVerdict Verdict, string LabHash, IReadOnlyList<TaskChange> Tasks, bool WasComplete, IReadOnlyList<string> Lacks);

/// <summary>Grades stored evaluations of a lab again, from their rows alone. The clusters may be long gone.</summary>
/// <param name="database">The server's database.</param>
/// <param name="lab">The lab by which they are graded; null: each by the version that it was graded by, which must give the same verdicts.</param>
internal sealed class LabRegrader(KafkaQuizDbContext database, LabDefinition? lab)
{
    /// <summary>Every evaluation of <paramref name="labId"/> that is judged differently, by time, and how many there are in all.</summary>
    public async Task<(IReadOnlyList<RegradedEvaluation> Changed, int All)> FindAsync(string labId, CancellationToken cancel)
    {
        var versions = await database.Set<LabVersion>().AsNoTracking().Where(version => version.LabId == labId).ToDictionaryAsync(version => version.Hash, cancel);
        var changed = new List<RegradedEvaluation>();
        var all = 0;
        var rows = database.Set<LabEvaluation>().AsNoTracking().Where(e => e.Session!.LabId == labId).OrderBy(e => e.TakenAt)
            .Select(e => new
            {
                Row = e,
                e.Session!.Seed,
                e.Session.LearnerId,
                Latest = database.Set<LabRegrading>().Where(r => r.EvaluationId == e.Id).OrderByDescending(r => r.At).FirstOrDefault(),
            });
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            all++;
            var by = lab ?? LabArchive.Read(versions[row.Row.LabHash].Canonical, new LocalizedText(versions[row.Row.LabHash].PageKo, versions[row.Row.LabHash].PageEn));
            var given = VerdictJson.ReadVerdict(row.Latest?.Verdict ?? row.Row.Verdict);
            var result = Regrade.Of(
                by.For(unchecked((ulong)row.Seed)),
                row.Row.Baseline is null ? null : EvidenceJson.Read(row.Row.Baseline),
                VerdictJson.ReadMemory(row.Row.MemoryBefore),
                EvidenceJson.Read(row.Row.Evidence),
                given);
            if (result.Changes.Count == 0 && result.Verdict.Points == given.Points && result.Verdict.MaxPoints == given.MaxPoints) continue;
            var lacks = result.Verdict.Tasks.Where(task => task.Check.Fault?.Cause == NotGradableCause.NotCollected).Select(task => task.Id).ToList();
            changed.Add(new RegradedEvaluation(row.Row.Id, row.LearnerId, row.Row.TakenAt, result.Verdict, by.ContentHash, result.Changes, row.Latest?.Complete ?? row.Row.Complete, lacks));
        }
        return (changed, all);
    }

    /// <summary>
    /// Adds the new verdicts beside the old ones, and completions that they bring. A completion that was given is not taken back: the learner was told so.
    /// </summary>
    /// <returns>How many verdicts and how many completions were added.</returns>
    public async Task<(int Verdicts, int Completions)> ApplyAsync(string labId, IReadOnlyList<RegradedEvaluation> changed, string by, string why, DateTimeOffset now, CancellationToken cancel)
    {
        if (lab is not null && !await database.Set<LabVersion>().AnyAsync(version => version.Hash == lab.ContentHash, cancel))
            database.Add(new LabVersion { Hash = lab.ContentHash, LabId = lab.Id, Canonical = lab.Canonical, PageKo = lab.PageTemplate.Ko, PageEn = lab.PageTemplate.En });
        var done = (await database.Set<LabCompletion>().Where(completion => completion.LabId == labId).Select(completion => completion.LearnerId).ToListAsync(cancel)).ToHashSet();
        var (verdicts, completions) = (0, 0);
        foreach (var one in changed.Where(one => one.Lacks.Count == 0))
        {
            verdicts++;
            database.Add(new LabRegrading
            {
                Id = Guid.CreateVersion7(now),
                EvaluationId = one.Evaluation,
                At = now,
                By = by,
                Why = why,
                LabHash = one.LabHash,
                Points = (int)(one.Verdict.Points * 100),
                MaxPoints = (int)(one.Verdict.MaxPoints * 100),
                Complete = one.Verdict.IsComplete,
                Verdict = VerdictJson.Write(one.Verdict),
            });
            if (!one.Verdict.IsComplete || !done.Add(one.Learner)) continue;
            completions++;
            database.Add(new LabCompletion { LearnerId = one.Learner, LabId = labId, EvaluationId = one.Evaluation, CompletedAt = one.TakenAt });
        }
        await database.SaveChangesAsync(cancel);
        return (verdicts, completions);
    }
}
