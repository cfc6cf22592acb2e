using KafkaQuiz.Data;
using KafkaQuiz.Data.Labs;
using KafkaQuiz.Web.Features.Labs.Practice;
using Microsoft.EntityFrameworkCore;

namespace KafkaQuiz.Web.Features.Labs.Clusters;

/// <summary>Forgets a session's cluster, its password included. Evaluations stay.</summary>
internal sealed class DisconnectCluster(KafkaQuizDbContext database, ClusterConnections connections, PracticeBenches benches)
{
    /// <returns>False where the learner has no such session.</returns>
    public async Task<bool> HandleAsync(Guid learner, Guid sessionId, CancellationToken cancellationToken)
    {
        var changed = await database.Set<LabSession>().Where(s => s.Id == sessionId && s.LearnerId == learner).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Servers, (string?)null)
                .SetProperty(s => s.Tls, false)
                .SetProperty(s => s.CaCertificate, (string?)null)
                .SetProperty(s => s.SaslMechanism, (string?)null)
                .SetProperty(s => s.SaslUser, (string?)null)
                .SetProperty(s => s.ProtectedPassword, (string?)null)
                .SetProperty(s => s.Baseline, (string?)null)
                .SetProperty(s => s.PreparedAt, (DateTimeOffset?)null)
                .SetProperty(s => s.Memory, "")
                .SetProperty(s => s.Revision, s => s.Revision + 1),
            cancellationToken);
        if (changed == 0) return false;
        await connections.ForgetAsync(sessionId);
        await benches.EndAsync(sessionId);
        return true;
    }
}
