using KafkaQuiz.Content;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Egress;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Setup;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>
/// Runs a lab's setup on the learner's cluster, because the learner pressed the button that says so; where they ran the commands themselves it finds
/// everything there and writes nothing. Then the baseline is taken again, so that the setup's own records do not count as the learner's.
/// </summary>
internal sealed class PrepareCluster(KafkaQuizDbContext database, LabSessions sessions, ClusterConnections connections, TimeProvider time)
{
    /// <param name="Ready">True where the cluster is prepared.</param>
    /// <param name="Problem">Why not, and what to do; null where ready.</param>
    internal sealed record Result(bool Ready, LocalizedText? Problem);

    /// <returns>What came of it, or null where the learner has no such session.</returns>
    public async Task<Result?> HandleAsync(Guid learner, Guid sessionId, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(learner, sessionId, cancellationToken) is not { } run) return null;
        if (!run.NeedsSetup) return new Result(true, null);
        if (await connections.ReachAsync(run.Session, cancellationToken) is not (var target, var reach)) return new Result(false, new NotGradable(NotGradableCause.NoCluster).Message);
        try
        {
            var done = await LabSetup.RunAsync(run.Lab, target, reach, cancellationToken);
            if (!done.Done) return new Result(false, done.Problem);
        }
        catch (NotGradableException fault)
        {
            return new Result(false, fault.Fault.Message);
        }
        var baseline = await connections.CollectAsync(run.Session, EvidenceNeeds.Of(run.Lab), null, null, cancellationToken);
        if (baseline.Cluster.Fault is { } unseen) return new Result(false, unseen.Message);
        var now = time.GetUtcNow();
        await database.Set<LabSession>().Where(s => s.Id == sessionId && s.LearnerId == learner).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.PreparedAt, now)
                .SetProperty(s => s.Baseline, EvidenceJson.Write(baseline))
                .SetProperty(s => s.Memory, "")
                .SetProperty(s => s.Revision, s => s.Revision + 1),
            cancellationToken);
        return new Result(true, null);
    }
}
