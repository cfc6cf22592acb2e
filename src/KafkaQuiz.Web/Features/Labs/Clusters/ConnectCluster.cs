using KafkaQuiz.Content;
using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Labs.Evidence;
using KafkaQuiz.Labs.Verdicts;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>Connects a cluster to a session: looks at it once, and what was seen is the baseline. Nothing is kept of a cluster that cannot be seen.</summary>
internal sealed class ConnectCluster(KafkaQuizDbContext database, LabSessions sessions, ClusterConnections connections, ClusterSecret secret)
{
    /// <param name="Connected">True where the cluster was seen.</param>
    /// <param name="Problem">Why not, and what to do; null where connected.</param>
    internal sealed record Result(bool Connected, LocalizedText? Problem);

    /// <returns>What came of it, or null where the learner has no such session.</returns>
    public async Task<Result?> HandleAsync(Guid learner, Guid sessionId, ClusterForm form, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(learner, sessionId, cancellationToken) is not { } run) return null;
        if (form.ToTarget(out var problem) is not { } target) return new Result(false, problem);

        var trial = new LabSession
        {
            Id = run.Session.Id,
            Servers = target.BootstrapServers,
            Tls = target.Tls,
            CaCertificate = target.CaCertificate,
            SaslMechanism = target.Sasl is null ? null : form.SaslMechanism,
            SaslUser = target.Sasl?.Username,
            ProtectedPassword = target.Sasl is null ? null : secret.Protect(target.Sasl.Password),
        };
        var baseline = await connections.CollectAsync(trial, EvidenceNeeds.Of(run.Lab), null, null, cancellationToken);
        if (baseline.Cluster.Fault is { } fault) return new Result(false, fault.Message);
        var few = LabGrader.Grade(run.Lab, baseline, LabMemory.Empty, baseline).Verdict.Fault;
        if (few is not null) return new Result(false, few.Message);

        await database.Set<LabSession>().Where(s => s.Id == sessionId && s.LearnerId == learner).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Servers, trial.Servers)
                .SetProperty(s => s.Tls, trial.Tls)
                .SetProperty(s => s.CaCertificate, trial.CaCertificate)
                .SetProperty(s => s.SaslMechanism, trial.SaslMechanism)
                .SetProperty(s => s.SaslUser, trial.SaslUser)
                .SetProperty(s => s.ProtectedPassword, trial.ProtectedPassword)
                .SetProperty(s => s.Baseline, EvidenceJson.Write(baseline))
                .SetProperty(s => s.PreparedAt, (DateTimeOffset?)null)
                .SetProperty(s => s.Memory, "")
                .SetProperty(s => s.Revision, s => s.Revision + 1),
            cancellationToken);
        return new Result(true, null);
    }
}
